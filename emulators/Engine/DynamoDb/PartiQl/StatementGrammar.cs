using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>The grammar of SELECT, INSERT, UPDATE (which may begin with FROM) and DELETE.</summary>
internal sealed class StatementGrammar : TermReader
{
    private readonly int _parameters;

    private StatementGrammar(string text, IReadOnlyList<AttributeValue> parameters)
        : base(text, parameters) => _parameters = parameters.Count;

    /// <summary>Reads a statement.</summary>
    /// <exception cref="DynamoException">It is not well formed, or has not as many question marks as there are parameters.</exception>
    public static StatementNode Read(string text, IReadOnlyList<AttributeValue> parameters)
    {
        var grammar = new StatementGrammar(text, parameters);
        var statement = grammar.Term();
        if (grammar.Take(";") && grammar.Ahead.Kind != StatementTokenKind.End)
            throw StatementTokens.Malformed("Unexpected token after semicolon. (Only one query is allowed.)");
        if (grammar.Ahead.Kind != StatementTokenKind.End)
            throw StatementTokens.Malformed("Unexpected token after expression");
        if (grammar.Asked != grammar._parameters)
            throw DynamoException.Validation("Number of parameters in request and statement don't match.");
        return statement;
    }

    /// <inheritdoc/>
    protected override StatementNode? Keyword(StatementToken keyword) => keyword.Text switch
    {
        "select" => Select(keyword),
        "insert" => Insert(keyword),
        "update" => Update(keyword),
        "from" => FromFirst(keyword),
        "delete" => Delete(keyword),
        "set" or "remove" => throw StatementTokens.Malformed("Unexpected keyword"),
        _ => null,
    };

    private StatementNode.Select Select(StatementToken at)
    {
        StatementToken? unsupported = Ahead.Is("distinct") ? Next() : null;
        Take("all");
        List<StatementNode>? columns = null;
        if (Ahead.Is("*"))
            Next();
        else
        {
            columns = [Column()];
            while (Take(","))
                columns.Add(Column());
        }

        if (!Take("from"))
            throw StatementTokens.Malformed("Expected FROM after SELECT list");
        var from = new List<StatementNode> { FromSource() };
        while (Take(","))
            from.Add(FromSource());
        var where = Take("where") ? Term() : null;
        if (Ahead.Is("group") || Ahead.Is("having"))
            unsupported ??= Clause();
        var order = Order();
        if (Ahead.Is("limit"))
            unsupported ??= Clause();
        return new StatementNode.Select(at, columns, from, where, order, unsupported);
    }

    private StatementNode Column()
    {
        var column = Term();
        if (Take("as") || Ahead.IsName)
            return new StatementNode.Source(Next(), [], Aliased: true);
        return column;
    }

    /// <summary>A clause that is read over, because DynamoDB has it not: its name, then terms.</summary>
    private StatementToken Clause()
    {
        var clause = Next();
        Take("by");
        do
            Term();
        while (Take(","));
        return clause;
    }

    private List<(StatementNode, bool)> Order()
    {
        var order = new List<(StatementNode, bool)>();
        if (!Take("order"))
            return order;
        Expect("by");
        do
        {
            var of = Term();
            order.Add((of, !Take("asc") && Take("desc")));
        }
        while (Take(","));
        return order;
    }

    /// <summary>The source of a SELECT, which is any term: only afterwards it must be a path.</summary>
    private StatementNode FromSource()
    {
        var term = Term(6);
        return term is StatementNode.Path path ? Named(path) : term;
    }

    private StatementNode.Source Source() => Named(Path());

    private StatementNode.Source Named(StatementNode.Path path)
    {
        var aliased = Take("as") || Ahead.IsName;
        if (aliased)
            Next();
        return new StatementNode.Source(path.At, [.. path.Steps.Select(s => s.Name ?? $"[{s.Index}]")], aliased);
    }

    private StatementNode.Insert Insert(StatementToken at)
    {
        Expect("into");
        var path = Path();
        var into = new StatementNode.Source(path.At, [.. path.Steps.Select(s => s.Name ?? $"[{s.Index}]")], Aliased: false);
        Take("value");
        return new StatementNode.Insert(at, into, Term());
    }

    private StatementNode.Update Update(StatementToken at)
    {
        var of = Source();
        var actions = Actions();
        var where = Take("where") ? Term() : null;
        return new StatementNode.Update(at, of, actions, where, Returning());
    }

    private StatementNode.Update FromFirst(StatementToken at)
    {
        var of = FromSource();
        var where = Take("where") ? Term() : null;
        var actions = Actions();
        return of is StatementNode.Source source
            ? new StatementNode.Update(at, source, actions, where, Returning())
            : throw StatementTokens.Malformed("Expected identifier for simple path");
    }

    private StatementNode.Delete Delete(StatementToken at)
    {
        Expect("from");
        var from = Source();
        var where = Take("where") ? Term() : null;
        return new StatementNode.Delete(at, from, where, Returning());
    }

    private List<(StatementNode.Path, StatementNode?)> Actions()
    {
        var actions = new List<(StatementNode.Path, StatementNode?)>();
        while (Ahead.Is("set") || Ahead.Is("remove"))
        {
            var set = Next().Text == "set";
            do
            {
                var path = Path();
                if (set)
                    Expect("=");
                actions.Add((path, set ? Term() : null));
            }
            while (Take(","));
        }

        return actions.Count > 0 ? actions : throw StatementTokens.Malformed("Expected data manipulation");
    }

    private string? Returning()
    {
        if (!Take("returning"))
            return null;
        var which = Ahead.Is("all") || Ahead.Is("modified") ? Next().Text : throw StatementTokens.Malformed("Expected ALL or MODIFIED in RETURNING clause");
        var when = Ahead.Is("old") || Ahead.Is("new") ? Next().Text : throw StatementTokens.Malformed("Expected OLD or NEW in RETURNING clause");
        Expect("*");
        return $"{which} {when} *".ToUpperInvariant();
    }
}
