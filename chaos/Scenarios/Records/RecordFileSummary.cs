namespace ActiveActive.Scenarios.Records;

/// <summary>A records file that was read once from end to end and is good.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Count">Records, at least one.</param>
/// <param name="GeneratedIds">How many of them had no id of their own.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="LargestBody">Bytes of the largest record.</param>
public sealed record RecordFileSummary(string Path, RecordFormat Format, long Count, long GeneratedIds, long Bytes, int LargestBody);
