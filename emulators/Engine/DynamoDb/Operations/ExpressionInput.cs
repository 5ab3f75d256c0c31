using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>The placeholders of a request as they came.</summary>
/// <param name="Names">ExpressionAttributeNames, or null.</param>
/// <param name="Values">ExpressionAttributeValues, or null.</param>
public sealed record ExpressionInput(IReadOnlyDictionary<string, string>? Names, IReadOnlyDictionary<string, AttributeValue>? Values)
{
    /// <summary>No placeholders.</summary>
    public static readonly ExpressionInput None = new(null, null);

    /// <summary>Placeholders, checked against the expressions that the request has.</summary>
    /// <param name="expressions">The request's expression parameters: name and text, or null.</param>
    /// <exception cref="DynamoException">The placeholders cannot be meant.</exception>
    public Placeholders Open(params ReadOnlySpan<(string Name, string? Text)> expressions)
    {
        var placeholders = new Placeholders(Names, Values);
        if (Names is null && Values is null)
            return placeholders;
        var (any, anyWithValues) = (false, false);
        var withValues = new List<string>();
        foreach (var (name, text) in expressions)
        {
            any |= text is not null;
            if (name == "ProjectionExpression")
                continue;
            anyWithValues |= text is not null;
            withValues.Add(name);
        }

        placeholders.CheckForm(any, anyWithValues, $"{string.Join(" and ", withValues)} {(withValues.Count == 1 ? "is" : "are")} null");
        return placeholders;
    }
}
