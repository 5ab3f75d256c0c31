using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>A PartiQL statement, read.</summary>
public sealed record Statement
{
    /// <summary>SELECT, INSERT, UPDATE, DELETE or EXISTS.</summary>
    public required string Verb { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The index of a SELECT, or null.</summary>
    public string? Index { get; init; }

    /// <summary>What a SELECT answers; null for everything.</summary>
    public IReadOnlyList<DocumentPath>? Columns { get; init; }

    /// <summary>WHERE, or null.</summary>
    public Condition? Where { get; init; }

    /// <summary>ORDER BY: attributes and whether each descends.</summary>
    public IReadOnlyList<(string Attribute, bool Descending)> Order { get; init; } = [];

    /// <summary>What an INSERT puts.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Item { get; init; }

    /// <summary>What an UPDATE does.</summary>
    public Update? Update { get; init; }

    /// <summary>RETURNING, as ReturnValues names it.</summary>
    public string Returning { get; init; } = "NONE";

    /// <summary>True for what only reads.</summary>
    public bool Reads => Verb is "SELECT";

    /// <summary>The attributes that WHERE says to be equal to a value, at the top level of its ANDs.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Equalities
    {
        get
        {
            var equal = new Dictionary<string, AttributeValue>();
            foreach (var condition in Conjuncts(Where))
            {
                if (condition is Condition.Comparison { Comparator: "=", Left: Operand.Place { Path.Steps.Count: 1 } place, Right: Operand.Literal literal })
                    equal.TryAdd(place.Path.Root, literal.Value);
            }

            return equal;
        }
    }

    /// <summary>The conditions that must all hold.</summary>
    public static IEnumerable<Condition> Conjuncts(Condition? condition) => condition switch
    {
        null => [],
        Condition.And and => Conjuncts(and.Left).Concat(Conjuncts(and.Right)),
        _ => [condition],
    };
}
