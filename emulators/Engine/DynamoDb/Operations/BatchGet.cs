using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What BatchGetItem reads of one table.</summary>
/// <param name="Keys">The items' keys.</param>
/// <param name="ProjectionText">ProjectionExpression, or null.</param>
/// <param name="Input">The placeholders.</param>
/// <param name="Consistent">Costs twice as many units.</param>
public sealed record BatchGet(
    IReadOnlyList<IReadOnlyDictionary<string, AttributeValue>> Keys, string? ProjectionText, ExpressionInput Input, bool Consistent)
{
    /// <summary>AttributesToGet, or null.</summary>
    public IReadOnlyList<string>? AttributesToGet { get; init; }
}
