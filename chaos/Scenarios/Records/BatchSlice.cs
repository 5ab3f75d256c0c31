namespace ActiveActive.Scenarios.Records;

/// <summary>The records of one batch.</summary>
/// <param name="Batch">From 1.</param>
/// <param name="From">Records before it.</param>
/// <param name="Count">Records in it, at least one.</param>
public sealed record BatchSlice(int Batch, long From, long Count);
