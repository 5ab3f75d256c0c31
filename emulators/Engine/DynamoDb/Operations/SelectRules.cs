using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.PartiQl;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What a SELECT may ask of a table and of an index, in the order in which AWS looks.</summary>
internal static class SelectRules
{
    /// <summary>The index that a SELECT reads, or null for the table.</summary>
    /// <exception cref="DynamoException">It is not there, or cannot answer what is asked.</exception>
    public static SecondaryIndex? Index(Table table, Statement statement, bool consistent)
    {
        var index = statement.Index is null ? null : table.Index(statement.Index)
            ?? throw DynamoException.Validation("The table does not have the specified index");
        if (statement.WrongColumn is { } place)
            throw DynamoException.Validation($"Unexpected path component at {place}");
        if (index is null)
            return null;
        var name = index.Definition.Name;
        if (!index.Definition.Local && consistent)
            throw DynamoException.Validation("Strongly consistent read is not supported on Global Secondary Indexes");
        var lacking = (statement.Columns ?? []).Select(c => c.Root).Where(a => !index.Holds(a)).Distinct().ToList();
        if (!index.Definition.Local && lacking.Count > 0)
            throw DynamoException.InvalidParameter($"Global secondary index {name} does not project [{string.Join(", ", lacking)}]");
        if (statement.Tests.Any(t => IsKeyed(t, index.Schema)))
        {
            var filtered = statement.Tests.SelectMany(t => t.Names).Distinct().Where(a => !index.Holds(a)).ToList();
            if (filtered.Count > 0)
                throw DynamoException.InvalidParameter($"Secondary index {name} does not project one or more filter attributes: [{string.Join(", ", filtered)}]");
        }

        return index;
    }

    /// <summary>In a batch or a transaction a SELECT names one item of a table by its key, and says nothing else.</summary>
    /// <exception cref="DynamoException">It does not.</exception>
    public static void CheckOneItem(Statement statement, Table table, string within)
    {
        if (statement.Index is not null && within == "ExecuteTransaction")
            throw DynamoException.Validation("Reads on indices are not supported within transactions.");
        if (statement.Index is not null || statement.Tests.Count != table.Schema.Keys.Count || table.Schema.Keys.Any(k => !statement.Equalities.ContainsKey(k.Name)))
            throw DynamoException.Validation($"Select statements within {within} must specify the primary key in the where clause.");
    }

    /// <summary>Branches of WHERE that read one partition must not read one row twice, as far as their range keys tell.</summary>
    /// <exception cref="DynamoException">Two of them may.</exception>
    public static void CheckOverlap(Statement statement, TableSchema schema)
    {
        if (statement.Branches.Count < 2 || schema.Range is not { } range)
            return;
        var spans = new List<(RowKey From, RowKey To, bool OnRange)>();
        foreach (var tests in statement.Branches)
        {
            var onRange = tests.Where(t => t.Names.Contains(range.Name)).ToList();
            if (!Statement.EqualitiesOf(tests).TryGetValue(schema.Hash.Name, out var hash) || onRange.Any(t => t.Negates || RangeTest(t, range) is null))
                continue;
            var (from, to) = Span(schema, hash, tests);
            if (spans.Any(s => (s.OnRange || onRange.Count > 0) && s.From.CompareTo(to) < 0 && from.CompareTo(s.To) < 0))
                throw DynamoException.Validation("Overlapping conditions with range keys are not supported in where clause");
            spans.Add((from, to, onRange.Count > 0));
        }
    }

    /// <summary>The first and last place of the rows of a partition that the tests on the range key leave.</summary>
    /// <exception cref="DynamoException">A value has another type than the key.</exception>
    public static (RowKey From, RowKey To) Span(TableSchema schema, AttributeValue hash, IReadOnlyList<StatementTest> tests)
    {
        if (hash.Type != schema.Hash.Type)
            throw DynamoException.InvalidParameter("Condition parameter type does not match schema type");
        var onRange = schema.Range is { } range ? tests.Select(t => RangeTest(t, range)).FirstOrDefault(c => c is not null) : null;
        return KeyCondition.Of(schema, hash, onRange).Span(schema);
    }

    /// <summary>The test as a condition that a span of the range key answers; null when none does.</summary>
    private static Condition? RangeTest(StatementTest test, KeyAttribute range) => test.Condition switch
    {
        Condition.Comparison { Comparator: not "<>", Left: Operand.Place { Path.Steps.Count: 1 } p, Right: Operand.Literal } c when p.Path.Root == range.Name => c,
        Condition.Between { Value: Operand.Place { Path.Steps.Count: 1 } p, Low: Operand.Literal, High: Operand.Literal } c when p.Path.Root == range.Name => c,
        Condition.BeginsWith { Value: Operand.Place { Path.Steps.Count: 1 } p, Prefix: Operand.Literal } c when p.Path.Root == range.Name => c,
        _ => null,
    };

    /// <summary>True for a test that gives the index's hash key, as one value or as one of several.</summary>
    private static bool IsKeyed(StatementTest test, TableSchema schema) =>
        test.Condition is Condition.Comparison { Comparator: "=", Right: Operand.Literal } or Condition.In && test.Names is [var name] && name == schema.Hash.Name;
}
