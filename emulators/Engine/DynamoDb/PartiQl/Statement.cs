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

    /// <summary>Where the first column stands that is no path; null when all are. It is told once the table and the index are known.</summary>
    public string? WrongColumn { get; init; }

    /// <summary>WHERE, or null.</summary>
    public Condition? Where { get; init; }

    /// <summary>WHERE taken apart: branches joined by OR, of tests joined by AND.</summary>
    public IReadOnlyList<IReadOnlyList<StatementTest>> Branches { get; init; } = [];

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

    /// <summary>The tests that must all hold: those of the one branch, or none where WHERE has several.</summary>
    public IReadOnlyList<StatementTest> Tests => Branches.Count == 1 ? Branches[0] : [];

    /// <summary>The attributes that WHERE says to be equal to a value, whatever else it says.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Equalities => EqualitiesOf(Tests);

    /// <summary>The attributes that tests say to be equal to a value.</summary>
    public static IReadOnlyDictionary<string, AttributeValue> EqualitiesOf(IReadOnlyList<StatementTest> tests)
    {
        var equal = new Dictionary<string, AttributeValue>();
        foreach (var test in tests)
        {
            if (test.Condition is Condition.Comparison { Comparator: "=", Left: Operand.Place { Path.Steps.Count: 1 } place, Right: Operand.Literal literal })
                equal.TryAdd(place.Path.Root, literal.Value);
        }

        return equal;
    }
}
