using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What a write of one item answers.</summary>
/// <param name="Attributes">What ReturnValues asked for, or null.</param>
/// <param name="Capacity">Write units consumed.</param>
public sealed record WriteResult(IReadOnlyDictionary<string, AttributeValue>? Attributes, Capacity Capacity)
{
    /// <summary>The hash key of the item collection that was written, where the table has collections.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Collection { get; init; }
}
