namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>What applying a batch did.</summary>
/// <param name="Applied">How many writes were newer than what was there.</param>
/// <param name="Lag">How long ago the oldest of them was written.</param>
public sealed record ApplyResult(int Applied, TimeSpan Lag);
