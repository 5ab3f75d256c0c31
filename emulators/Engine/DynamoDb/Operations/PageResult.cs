using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>One page of Query or Scan.</summary>
/// <param name="Items">The items; null when only their count was asked for.</param>
/// <param name="Count">How many passed the filter.</param>
/// <param name="ScannedCount">How many were looked at.</param>
/// <param name="LastKey">Where to go on; null at the end.</param>
/// <param name="Capacity">Read units consumed.</param>
public sealed record PageResult(
    IReadOnlyList<IReadOnlyDictionary<string, AttributeValue>>? Items,
    int Count,
    int ScannedCount,
    IReadOnlyDictionary<string, AttributeValue>? LastKey,
    Capacity Capacity);
