using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>A statement as it was written: what the grammar gives before anybody asks what it means.</summary>
/// <param name="At">The token that messages point at.</param>
internal abstract record StatementNode(StatementToken At)
{
    /// <summary>A path: a name, then steps into maps and lists.</summary>
    public sealed record Path(StatementToken At, IReadOnlyList<PathStep> Steps) : StatementNode(At);

    /// <summary>A number, with its sign.</summary>
    public sealed record Number(StatementToken At, string Text) : StatementNode(At);

    /// <summary>A string, true, false, null, or a parameter's value.</summary>
    public sealed record Value(StatementToken At, AttributeValue Content) : StatementNode(At);

    /// <summary>[…].</summary>
    public sealed record List(StatementToken At, IReadOnlyList<StatementNode> Elements) : StatementNode(At);

    /// <summary>&lt;&lt;…&gt;&gt;, which is a set.</summary>
    public sealed record Bag(StatementToken At, IReadOnlyList<StatementNode> Elements) : StatementNode(At);

    /// <summary>{…}.</summary>
    public sealed record Map(StatementToken At, IReadOnlyList<(StatementNode Name, StatementNode Value)> Entries) : StatementNode(At);

    /// <summary>A function's call; the name is in lower case.</summary>
    public sealed record Call(StatementToken At, string Name, IReadOnlyList<StatementNode> Arguments) : StatementNode(At);

    /// <summary>NOT, + or - before a term.</summary>
    public sealed record Unary(StatementToken At, StatementNode Inner) : StatementNode(At);

    /// <summary>An operator between two terms.</summary>
    public sealed record Binary(StatementToken At, StatementNode Left, StatementNode Right) : StatementNode(At);

    /// <summary>BETWEEN.</summary>
    public sealed record Between(StatementToken At, StatementNode What, StatementNode Low, StatementNode High) : StatementNode(At);

    /// <summary>IS with the name of a type, or MISSING.</summary>
    public sealed record Is(StatementToken At, StatementNode What, string Type) : StatementNode(At);

    /// <summary>What a statement reads or writes: the parts of its path, and whether it got another name.</summary>
    public sealed record Source(StatementToken At, IReadOnlyList<string> Parts, bool Aliased) : StatementNode(At);

    /// <summary>SELECT; no columns for all, and the first clause that DynamoDB has not.</summary>
    public sealed record Select(StatementToken At, IReadOnlyList<StatementNode>? Columns, IReadOnlyList<StatementNode> From, StatementNode? Where,
        IReadOnlyList<(StatementNode Of, bool Descending)> Order, StatementToken? Unsupported) : StatementNode(At);

    /// <summary>INSERT INTO … VALUE ….</summary>
    public sealed record Insert(StatementToken At, Source Into, StatementNode Item) : StatementNode(At);

    /// <summary>UPDATE, in both its orders, with its assignments in order; one without a value removes.</summary>
    public sealed record Update(StatementToken At, Source Of, IReadOnlyList<(Path Path, StatementNode? Value)> Actions, StatementNode? Where, string? Returning) : StatementNode(At);

    /// <summary>DELETE FROM ….</summary>
    public sealed record Delete(StatementToken At, Source From, StatementNode? Where, string? Returning) : StatementNode(At);
}
