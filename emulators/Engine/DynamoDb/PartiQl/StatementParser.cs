using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>Reads SELECT, INSERT, UPDATE, DELETE and EXISTS: first the grammar, then what DynamoDB has of the language.</summary>
public static class StatementParser
{
    /// <summary>Reads a statement whose question marks stand for the parameters.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static Statement Parse(string text, IReadOnlyList<AttributeValue> parameters) => StatementGrammar.Read(text, parameters) switch
    {
        StatementNode.Select select => Select(select),
        StatementNode.Insert insert => Insert(insert),
        StatementNode.Update update => Update(update),
        StatementNode.Delete delete => Delete(delete),
        StatementNode.Call { Name: "exists", Arguments: [StatementNode.Select inner] } => Select(inner) with { Verb = "EXISTS" },
        var other => throw DynamoException.Validation($"Unsupported operation: {KindOf(other)}"),
    };

    private static Statement Select(StatementNode.Select select)
    {
        if (select.From.Count > 1 || select.From[0] is not StatementNode.Source from)
            throw DynamoException.Validation("Only select from a single table or index is supported.");
        var parts = Parts(from);
        if (select.Columns?.Any(c => c is StatementNode.Source) == true)
            throw Aliased();
        if (select.Unsupported is { } clause)
            throw DynamoException.Validation($"Unsupported clause: {clause.Text.ToUpperInvariant()} at {clause.Place}");
        return Where(select.Where, new Statement
        {
            Verb = "SELECT",
            Table = parts[0],
            Index = parts.Count > 1 ? parts[1] : null,
            Columns = select.Columns is null ? null : [.. select.Columns.OfType<StatementNode.Path>().Select(p => new DocumentPath(p.Steps))],
            WrongColumn = select.Columns?.FirstOrDefault(c => c is not StatementNode.Path)?.At.Place,
            Order = [.. select.Order.Select(o => (Attribute(o.Of), o.Descending))],
        });
    }

    private static Statement Insert(StatementNode.Insert insert)
    {
        if (insert.Into.Parts.Count > 1)
            throw DynamoException.Validation("FROM clause may only contain a single table name");
        return new Statement { Verb = "INSERT", Table = Parts(insert.Into)[0], Item = ValueBinder.Item(insert.Item) };
    }

    private static Statement Update(StatementNode.Update update) => Where(update.Where, new Statement
    {
        Verb = "UPDATE", Table = OnlyTable(update.Of), Update = UpdateBinder.Bind(update.Actions), Returning = Returning(update.Returning),
    });

    private static Statement Delete(StatementNode.Delete delete)
    {
        var statement = Where(delete.Where, new Statement { Verb = "DELETE", Table = OnlyTable(delete.From), Returning = Returning(delete.Returning) });
        return statement.Returning is "NONE" or "ALL_OLD"
            ? statement
            : throw DynamoException.Validation($"Invalid returning clause: RETURNING {delete.Returning}. Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }

    private static Statement Where(StatementNode? where, Statement statement) => where is null
        ? statement
        : statement with { Where = ConditionBinder.Bind(where), Branches = StatementTest.Branches(where) };

    /// <summary>The parts of a source's path: a table, and perhaps an index.</summary>
    private static IReadOnlyList<string> Parts(StatementNode.Source source)
    {
        if (source.Aliased)
            throw Aliased();
        if (source.Parts.Any(p => p.Length == 0))
            throw DynamoException.Validation("Path component cannot be an empty string");
        return source.Parts.Count <= 2 ? source.Parts : throw DynamoException.Validation("A path may contain at most 2 components in the FROM clause");
    }

    private static string OnlyTable(StatementNode.Source source) =>
        Parts(source) is [var table] ? table : throw DynamoException.Validation("This operation is not supported on an index");

    private static DynamoException Aliased() => DynamoException.Validation("Aliasing is not supported");

    private static string Attribute(StatementNode node) => node is StatementNode.Path { Steps.Count: 1 } path
        ? path.Steps[0].Name!
        : throw DynamoException.Validation($"Unsupported ORDER BY term: {node.At.Text} at {node.At.Place}");

    private static string Returning(string? clause) => clause switch
    {
        null => "NONE",
        "ALL OLD *" => "ALL_OLD",
        "ALL NEW *" => "ALL_NEW",
        "MODIFIED OLD *" => "UPDATED_OLD",
        _ => "UPDATED_NEW",
    };

    /// <summary>What an expression that stands alone is called in the message that refuses it.</summary>
    private static string KindOf(StatementNode node) => node switch
    {
        StatementNode.Is => "IsType",
        StatementNode.Binary or StatementNode.Unary or StatementNode.Between => "NAry",
        StatementNode.Number or StatementNode.Value => "Literal",
        StatementNode.Path { Steps.Count: 1 } => "VariableReference",
        StatementNode.Path => "Path",
        StatementNode.Map => "Struct",
        StatementNode.List or StatementNode.Bag => "Seq",
        _ => "NAry",
    };
}
