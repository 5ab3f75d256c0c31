namespace ActiveActive.Engine.DynamoDb.Ttl;

/// <summary>What one turn did.</summary>
/// <param name="Deleted">How many items it deleted.</param>
/// <param name="More">There may be more.</param>
public sealed record ExpireResult(int Deleted, bool More);
