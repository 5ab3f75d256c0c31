namespace ActiveActive.Scenarios.RunFolders;

/// <summary>A line of records.jsonl.</summary>
public sealed record RecordLine(string Id, int Batch, string Body);
