using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>
/// The grammar of terms, by the precedence of operators. It follows the order in which PartiQL's reference grammar looks at tokens,
/// because which error a broken statement gets depends on that order alone.
/// </summary>
internal abstract class TermReader(string text, IReadOnlyList<AttributeValue> parameters)
{
    private const int MostNested = 200;
    private readonly List<StatementToken> _tokens = StatementTokens.Read(text);
    private int _next;
    private int _depth;

    /// <summary>How many parameters were asked for.</summary>
    protected int Asked { get; private set; }

    /// <summary>The next token.</summary>
    protected StatementToken Ahead => _tokens[_next];

    /// <summary>The one after it.</summary>
    protected StatementToken AfterAhead => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    /// <summary>Goes on by one token, and answers it.</summary>
    protected StatementToken Next() => _tokens[_next < _tokens.Count - 1 ? _next++ : _next];

    /// <summary>Goes on if this word or symbol is next.</summary>
    protected bool Take(string text)
    {
        if (!Ahead.Is(text))
            return false;
        _next++;
        return true;
    }

    /// <summary>Goes on over a word or symbol that must be next.</summary>
    protected void Expect(string text)
    {
        if (!Take(text))
            throw StatementTokens.Malformed(text.Length > 1 ? $"Expected {text.ToUpperInvariant()}" : $"Expected '{text}'");
    }

    /// <summary>A term of the language that begins with a keyword: SELECT and the like.</summary>
    protected abstract StatementNode? Keyword(StatementToken keyword);

    /// <summary>Reads a term with the operators behind it that bind tighter than <paramref name="precedence"/>.</summary>
    protected StatementNode Term(int precedence = -1)
    {
        if (++_depth > MostNested)
            throw StatementTokens.Malformed("The statement is nested too deeply");
        var term = Unary();
        while (Infix() is { } infix && precedence < infix.Precedence)
        {
            var op = Next();
            var not = op.Is("not");
            if (not)
                op = Next() with { Line = op.Line, Column = op.Column };
            term = op.Text switch
            {
                "is" => Is(op, term),
                "between" => Between(op, term, infix.Precedence),
                "in" => new StatementNode.Binary(op, term, Ahead.Is("(") && !AfterAhead.Is("select") ? Among() : Right(infix.Precedence)),
                _ => new StatementNode.Binary(op, term, Right(infix.Precedence)),
            };
            if (not)
                term = new StatementNode.Unary(op with { Text = "not" }, term);
        }

        _depth--;
        return term;
    }

    /// <summary>Reads terms with commas between them, up to a symbol.</summary>
    protected List<StatementNode> Terms(string end)
    {
        var terms = new List<StatementNode>();
        if (Take(end))
            return terms;
        do
            terms.Add(Term());
        while (Take(","));
        Expect(end);
        return terms;
    }

    /// <summary>Reads a path that begins with a name.</summary>
    protected StatementNode.Path Path()
    {
        if (!Ahead.IsName)
            throw StatementTokens.Malformed("Expected identifier for simple path");
        var root = Next();
        var steps = new List<PathStep> { new(root.Text, 0) };
        while (true)
        {
            if (Take("."))
                steps.Add(new PathStep(Ahead.IsName ? Next().Text : throw StatementTokens.Malformed("Invalid path dot component"), 0));
            else if (Ahead.Is("["))
            {
                Next();
                var step = Next();
                steps.Add(step.Kind == StatementTokenKind.Text ? new PathStep(step.Text, 0)
                    : step.Kind == StatementTokenKind.Number && int.TryParse(step.Text, out var index) ? new PathStep(null, index)
                    : throw StatementTokens.Malformed("Invalid path component"));
                Expect("]");
            }
            else
                return new StatementNode.Path(root, steps);
        }
    }

    /// <summary>The operator that is next, if one is.</summary>
    private (string Text, int Precedence)? Infix()
    {
        var op = Ahead.Is("not") ? AfterAhead : Ahead;
        if (op.Kind != StatementTokenKind.Operator || (Ahead.Is("not") && op.Text is not ("in" or "between" or "like")))
            return null;
        return (op.Text, op.Text switch
        {
            "or" => 10,
            "and" => 20,
            "=" or "<>" or "!=" or "is" or "in" => 40,
            "<" or "<=" or ">" or ">=" or "between" or "like" => 50,
            "+" or "-" => 60,
            "*" or "/" or "%" => 70,
            "||" => 80,
            _ => -1,
        });
    }

    private StatementNode Right(int precedence) => Ahead.Kind == StatementTokenKind.End
        ? throw StatementTokens.Malformed("Missing right-hand side expression of infix operator")
        : Term(precedence);

    private StatementNode.List Among()
    {
        var open = Next();
        return new StatementNode.List(open, Terms(")"));
    }

    private StatementNode.Between Between(StatementToken op, StatementNode what, int precedence)
    {
        var low = Right(precedence);
        Expect("and");
        return new StatementNode.Between(op, what, low, Ahead.Kind == StatementTokenKind.End ? throw StatementTokens.Malformed("Expected expression after AND") : Term(precedence));
    }

    private StatementNode Is(StatementToken op, StatementNode what)
    {
        var not = Take("not");
        var name = Ahead.Kind is StatementTokenKind.Name or StatementTokenKind.Keyword ? Ahead.Text.ToLowerInvariant() : "";
        if ((name, AfterAhead.Text) is ("double", "precision") or ("character", "varying"))
            name += " " + AfterAhead.Text;
        if (name != "missing" && !StatementWords.Types.ContainsKey(name))
            throw StatementTokens.Malformed("Expected type name");
        Next();
        if (name.Contains(' ', StringComparison.Ordinal))
            Next();
        var test = new StatementNode.Is(op, what, name);
        return not ? new StatementNode.Unary(op with { Text = "not" }, test) : test;
    }

    private StatementNode Unary()
    {
        if (Ahead is not { Kind: StatementTokenKind.Operator, Text: "not" or "+" or "-" })
            return Primary();
        var op = Next();
        if (op.Text == "not")
            return new StatementNode.Unary(op, Term(30));
        var inner = Unary();
        return inner is StatementNode.Number number
            ? number with { At = op, Text = op.Text == "+" ? number.Text : number.Text.StartsWith('-') ? number.Text[1..] : "-" + number.Text }
            : new StatementNode.Unary(op, inner);
    }

    private StatementNode Primary()
    {
        var token = Ahead;
        switch (token.Kind)
        {
            case StatementTokenKind.Operator:
                throw StatementTokens.Malformed("Unexpected operator");
            case StatementTokenKind.Text:
                return new StatementNode.Value(Next(), new AttributeValue.S(token.Text));
            case StatementTokenKind.Number:
                return new StatementNode.Number(Next(), token.Text);
            case StatementTokenKind.Name when AfterAhead.Is("("):
            case StatementTokenKind.Quoted when AfterAhead.Is("("):
            case StatementTokenKind.Keyword when AfterAhead.Is("(") && StatementWords.Functions.Contains(token.Text):
                return Call();
            case StatementTokenKind.Name or StatementTokenKind.Quoted:
                return Path();
            case StatementTokenKind.Keyword:
                Next();
                return token.Text switch
                {
                    "true" => new StatementNode.Value(token, AttributeValue.Bool.True),
                    "false" => new StatementNode.Value(token, AttributeValue.Bool.False),
                    "null" => new StatementNode.Value(token, AttributeValue.Null.Instance),
                    _ => Keyword(token) ?? throw StatementTokens.Malformed("Unexpected keyword"),
                };
            default:
                return Bracketed();
        }
    }

    private StatementNode Bracketed()
    {
        var open = Ahead;
        if (Take("?"))
            return new StatementNode.Value(open, Asked < parameters.Count ? parameters[Asked++] : Missing());
        if (Take("["))
            return new StatementNode.List(open, Terms("]"));
        if (Take("<<"))
            return new StatementNode.Bag(open, Terms(">>"));
        if (Take("{"))
            return new StatementNode.Map(open, Entries());
        if (!Take("("))
            throw StatementTokens.Malformed("Unexpected term");
        var inner = Term();
        Expect(")");
        return inner;
    }

    /// <summary>A parameter that is not there: the count is told once the statement is known to be well formed.</summary>
    private AttributeValue.Null Missing()
    {
        Asked++;
        return AttributeValue.Null.Instance;
    }

    private StatementNode.Call Call()
    {
        var name = Next();
        Next();
        // COUNT(*) has an argument that no other function has.
        return Ahead.Is("*") && AfterAhead.Is(")")
            ? new StatementNode.Call(name, name.Text.ToLowerInvariant(), [new StatementNode.Value(Next(), AttributeValue.Null.Instance), .. Terms(")")])
            : new StatementNode.Call(name, name.Text.ToLowerInvariant(), Terms(")"));
    }

    private List<(StatementNode Name, StatementNode Value)> Entries()
    {
        var entries = new List<(StatementNode, StatementNode)>();
        if (Take("}"))
            return entries;
        do
        {
            var name = Term();
            Expect(":");
            entries.Add((name, Term()));
        }
        while (Take(","));
        Expect("}");
        return entries;
    }
}
