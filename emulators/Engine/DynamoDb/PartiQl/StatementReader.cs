using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>What reading a statement is made of: tokens, names, paths, values and parameters.</summary>
public abstract class StatementReader(string text, IReadOnlyList<AttributeValue> parameters)
{
    private const int MostNested = 64;
    private readonly List<StatementToken> _tokens = StatementTokens.Read(text);
    private int _next;
    private int _parameter;
    private int _depth;

    /// <summary>The next token.</summary>
    protected StatementToken Ahead => _tokens[_next];

    /// <summary>The one after it.</summary>
    protected StatementToken AfterAhead => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    /// <summary>True when a word is next, in any case.</summary>
    protected bool At(string word) => Ahead.Kind == StatementTokenKind.Word && Ahead.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a word or symbol if it is next.</summary>
    protected bool Take(string word)
    {
        if (!At(word) && !(Ahead.Kind == StatementTokenKind.Symbol && Ahead.Text == word))
            return false;
        _next++;
        return true;
    }

    /// <summary>Reads a word or symbol that must be there.</summary>
    protected void Expect(string word)
    {
        if (!Take(word))
            throw Unexpected();
    }

    /// <summary>Reads any token.</summary>
    protected StatementToken TakeAny() => _tokens[_next < _tokens.Count - 1 ? _next++ : _next];

    /// <summary>Reads a name, plain or quoted.</summary>
    protected string Name() => Ahead.Kind is StatementTokenKind.Word or StatementTokenKind.Quoted ? TakeAny().Text : throw Unexpected();

    /// <summary>Nothing may follow, and every parameter was used.</summary>
    protected void End()
    {
        if (Ahead.Kind != StatementTokenKind.End)
            throw Unexpected();
        if (_parameter != parameters.Count)
            throw WrongCount();
    }

    /// <summary>Reads a path such as a.b[0]."c".</summary>
    protected DocumentPath Path()
    {
        var steps = new List<PathStep> { new(Name(), 0) };
        while (true)
        {
            if (Take("."))
                steps.Add(new PathStep(Name(), 0));
            else if (Ahead is { Kind: StatementTokenKind.Symbol, Text: "[" } && AfterAhead.Kind is StatementTokenKind.Number or StatementTokenKind.Text)
            {
                TakeAny();
                var step = TakeAny();
                steps.Add(step.Kind == StatementTokenKind.Text ? new PathStep(step.Text, 0)
                    : int.TryParse(step.Text, out var index) ? new PathStep(null, index) : throw Unexpected());
                Expect("]");
            }
            else
                return new DocumentPath(steps);
        }
    }

    /// <summary>True when a value begins here.</summary>
    protected bool AtValue() => Ahead.Kind is StatementTokenKind.Text or StatementTokenKind.Number
        || Ahead is { Kind: StatementTokenKind.Symbol, Text: "?" or "{" or "[" or "<<" or "-" }
        || At("TRUE") || At("FALSE") || At("NULL");

    /// <summary>Reads a value or parameter.</summary>
    protected AttributeValue Value()
    {
        if (++_depth > MostNested)
            throw Malformed("The statement is nested too deeply");
        var value = ValueHere();
        _depth--;
        return value;
    }

    /// <summary>The error for a statement that makes no sense.</summary>
    protected static DynamoException Malformed(string why) => DynamoException.Validation($"Statement wasn't well formed, can't be processed: {why}");

    /// <summary>The error for a token that cannot stand here.</summary>
    protected DynamoException Unexpected() => Malformed(Ahead.Kind == StatementTokenKind.End ? "Unexpected end of statement" : $"Unexpected keyword or term: {Ahead.Text}");

    private AttributeValue ValueHere()
    {
        if (Ahead.Kind == StatementTokenKind.Text)
            return new AttributeValue.S(TakeAny().Text);
        if (Ahead.Kind == StatementTokenKind.Number)
            return new AttributeValue.N(DynamoNumber.Parse(TakeAny().Text));
        if (Take("-"))
            return Ahead.Kind == StatementTokenKind.Number ? new AttributeValue.N(DynamoNumber.Parse("-" + TakeAny().Text)) : throw Unexpected();
        if (Take("?"))
            return _parameter < parameters.Count ? parameters[_parameter++] : throw WrongCount();
        if (Take("TRUE"))
            return AttributeValue.Bool.True;
        if (Take("FALSE"))
            return AttributeValue.Bool.False;
        if (Take("NULL"))
            return AttributeValue.Null.Instance;
        if (Take("["))
            return new AttributeValue.L(Values("]"));
        if (Take("<<"))
            return Set(Values(">>"));
        if (Take("{"))
            return new AttributeValue.M(Entries());
        throw Unexpected();
    }

    private List<AttributeValue> Values(string end)
    {
        var values = new List<AttributeValue>();
        if (Take(end))
            return values;
        do
            values.Add(Value());
        while (Take(","));
        Expect(end);
        return values;
    }

    private Dictionary<string, AttributeValue> Entries()
    {
        var entries = new Dictionary<string, AttributeValue>();
        if (Take("}"))
            return entries;
        do
        {
            var name = Ahead.Kind is StatementTokenKind.Text or StatementTokenKind.Quoted ? TakeAny().Text : throw Unexpected();
            Expect(":");
            entries[name] = Value();
        }
        while (Take(","));
        Expect("}");
        return entries;
    }

    private static AttributeValue.Set Set(List<AttributeValue> elements)
    {
        if (elements.Count == 0 || elements.Any(e => e.Type != elements[0].Type || !ValueOrder.IsOrdered(e)))
            throw DynamoException.InvalidParameter("A set has at least one element, and all are strings, numbers or binaries");
        return ValueSets.Create(elements[0].Type + "S", elements)!;
    }

    private static DynamoException WrongCount() => DynamoException.Validation("Number of parameters in request and statement don't match.");
}
