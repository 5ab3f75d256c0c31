using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>One attribute's condition as requests wrote it before there were expressions: Expected, QueryFilter, ScanFilter, KeyConditions.</summary>
/// <param name="Comparison">ComparisonOperator, or null.</param>
/// <param name="Values">AttributeValueList, or null.</param>
/// <param name="Value">Value of Expected, or null.</param>
/// <param name="Exists">Exists of Expected, or null.</param>
public sealed record LegacyCondition(string? Comparison, IReadOnlyList<AttributeValue>? Values, AttributeValue? Value = null, bool? Exists = null)
{
    /// <summary>True for one of Expected, which may also have Value and Exists.</summary>
    public bool Expected { get; init; }

    /// <summary>All the conditions as one, or null without any.</summary>
    /// <exception cref="DynamoException">They cannot be meant.</exception>
    public static Condition? Join(IReadOnlyDictionary<string, LegacyCondition>? conditions, string? conditionalOperator)
    {
        if (conditionalOperator is not null && conditions is null or { Count: 0 })
            throw DynamoException.Validation("ConditionalOperator cannot be used without Filter or Expected");
        if (conditionalOperator is not null && conditions!.Count == 1)
            throw DynamoException.Validation("ConditionalOperator can only be used when Filter or Expected has two or more elements");
        Condition? all = null;
        foreach (var (name, condition) in conditions ?? new Dictionary<string, LegacyCondition>())
        {
            var one = condition.Read(name);
            all = all is null ? one : conditionalOperator == "OR" ? new Condition.Or(all, one) : new Condition.And(all, one);
        }

        return all;
    }

    /// <summary>The condition on one attribute.</summary>
    /// <exception cref="DynamoException">It cannot be meant.</exception>
    public Condition Read(string name)
    {
        var path = new DocumentPath([new PathStep(name, 0)]);
        if (Comparison is null)
            return ReadExpected(name, path);
        if (Exists is not null)
            throw DynamoException.InvalidParameter($"Exists and ComparisonOperator cannot be used together for Attribute: {name}");
        if (Value is not null && Values is not null)
            throw DynamoException.InvalidParameter($"Value and AttributeValueList cannot be used together for Attribute: {name}");
        if (Expected && Values is null && Value is null && Comparison is not ("NULL" or "NOT_NULL"))
            throw DynamoException.InvalidParameter($"Value or AttributeValueList must be used with ComparisonOperator: {Comparison} for Attribute: {name}");
        var values = Values ?? (Value is null ? [] : [Value]);
        Check(values);
        var place = new Operand.Place(path);
        Operand.Literal At(int i) => new(values[i]);
        return Comparison switch
        {
            "EQ" => new Condition.Comparison("=", place, At(0)),
            "NE" => new Condition.Comparison("<>", place, At(0)),
            "LT" => new Condition.Comparison("<", place, At(0)),
            "LE" => new Condition.Comparison("<=", place, At(0)),
            "GT" => new Condition.Comparison(">", place, At(0)),
            "GE" => new Condition.Comparison(">=", place, At(0)),
            "BEGINS_WITH" => new Condition.BeginsWith(place, At(0)),
            "CONTAINS" => new Condition.Contains(place, At(0)),
            "NOT_CONTAINS" => new Condition.And(new Condition.Exists(path, wanted: true), new Condition.Not(new Condition.Contains(place, At(0)))),
            "NULL" => new Condition.Exists(path, wanted: false),
            "NOT_NULL" => new Condition.Exists(path, wanted: true),
            "BETWEEN" => new Condition.Between(place, At(0), At(1)),
            _ => new Condition.In(place, [.. values.Select(v => (Operand)new Operand.Literal(v))]),
        };
    }

    private Condition ReadExpected(string name, DocumentPath path)
    {
        if (Values is not null)
            throw DynamoException.InvalidParameter($"AttributeValueList can only be used with a ComparisonOperator for Attribute: {name}");
        if (Exists != false && Value is null)
            throw DynamoException.InvalidParameter($"Value must be provided when Exists is {(Exists is null ? "null" : "true")} for Attribute: {name}");
        if (Exists == false && Value is not null)
            throw DynamoException.InvalidParameter($"Value cannot be used when Exists is false for Attribute: {name}");
        return Value is null
            ? new Condition.Exists(path, wanted: false)
            : new Condition.Comparison("=", new Operand.Place(path), new Operand.Literal(Value));
    }

    private void Check(IReadOnlyList<AttributeValue> values)
    {
        var right = Comparison switch
        {
            "NULL" or "NOT_NULL" => values.Count == 0,
            "BETWEEN" => values.Count == 2,
            "IN" => values.Count > 0,
            _ => values.Count == 1,
        };
        if (!right)
            throw DynamoException.InvalidParameter($"Invalid number of argument(s) for the {Comparison} ComparisonOperator");
        foreach (var value in values)
        {
            var allowed = Comparison switch
            {
                "LT" or "LE" or "GT" or "GE" or "BETWEEN" or "IN" => value.Type is "S" or "N" or "B",
                "BEGINS_WITH" => value.Type is "S" or "B",
                "CONTAINS" or "NOT_CONTAINS" => value.Type is "S" or "N" or "B" or "BOOL" or "NULL",
                _ => true,
            };
            if (!allowed)
                throw DynamoException.InvalidParameter($"ComparisonOperator {Comparison} is not valid for {value.Type} AttributeValue type");
            if (value.Type != values[0].Type)
                throw DynamoException.InvalidParameter("AttributeValues inside AttributeValueList must be of same type");
        }

        if (Comparison == "BETWEEN" && ValueOrder.Compare(values[0], values[1]) > 0)
            throw DynamoException.Validation("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
    }
}
