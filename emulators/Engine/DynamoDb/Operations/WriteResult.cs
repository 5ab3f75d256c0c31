using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What a write of one item answers.</summary>
/// <param name="Attributes">What ReturnValues asked for, or null.</param>
/// <param name="Units">Write units consumed.</param>
public sealed record WriteResult(IReadOnlyDictionary<string, AttributeValue>? Attributes, double Units);
