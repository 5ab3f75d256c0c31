using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What a read of one item answers.</summary>
/// <param name="Item">The item or the asked parts of it; null when there is none.</param>
/// <param name="Capacity">Read units consumed.</param>
public sealed record ReadResult(IReadOnlyDictionary<string, AttributeValue>? Item, Capacity Capacity);
