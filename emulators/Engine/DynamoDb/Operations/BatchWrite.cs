using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>One entry of BatchWriteItem.</summary>
/// <param name="Item">The item to put, or the key to delete.</param>
/// <param name="Delete">Which of the two.</param>
public sealed record BatchWrite(IReadOnlyDictionary<string, AttributeValue> Item, bool Delete);
