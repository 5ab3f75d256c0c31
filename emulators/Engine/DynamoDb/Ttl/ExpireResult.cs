using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Ttl;

/// <summary>What one walk did.</summary>
/// <param name="Deleted">How many items it deleted.</param>
/// <param name="Last">Where the next walk goes on; null when this one came to the end.</param>
public sealed record ExpireResult(int Deleted, RowKey? Last);
