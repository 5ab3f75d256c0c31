using System.Globalization;
using System.Text;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// What the parsers share: a cursor over the tokens, placeholders, document paths, limits, and errors in AWS's words.
/// </summary>
public abstract class ExpressionReader
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly Placeholders _placeholders;
    private int _next;
    private int _operators;

    /// <summary>Begins to read the expression of parameter <paramref name="kind"/>.</summary>
    protected ExpressionReader(string kind, string text, Placeholders placeholders)
    {
        Kind = kind;
        _text = text;
        _placeholders = placeholders;
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > DynamoLimits.ExpressionBytes)
            throw Wrong("Expression size has exceeded the maximum allowed size;" + (kind == "UpdateExpression" ? "" : $" expression size: {bytes}"));
        _tokens = Tokenizer.Read(text);
        if (_tokens.Count == 1)
            throw Wrong("The expression can not be empty;");
    }

    /// <summary>The parameter's name.</summary>
    protected string Kind { get; }

    /// <summary>The top-level attributes that the expression names.</summary>
    protected HashSet<string> Attributes { get; } = [];

    /// <summary>The token to be read next.</summary>
    protected Token Ahead => _tokens[_next];

    /// <summary>The one after it.</summary>
    protected Token AfterAhead => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    /// <summary>Reads one token.</summary>
    protected Token Take() => _tokens[_next < _tokens.Count - 1 ? _next++ : _next];

    /// <summary>Reads a symbol if it is the next one.</summary>
    protected bool TakeSymbol(string symbol)
    {
        if (Ahead.Kind != TokenKind.Symbol || Ahead.Text != symbol)
            return false;
        _next++;
        return true;
    }

    /// <summary>Reads a keyword, in upper or lower case, if it is the next word.</summary>
    protected bool TakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
            return false;
        _next++;
        return true;
    }

    /// <summary>True when the keyword is next.</summary>
    protected bool IsKeyword(string keyword) =>
        Ahead.Kind == TokenKind.Word && Ahead.Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a symbol that must be there.</summary>
    protected void Expect(string symbol)
    {
        if (!TakeSymbol(symbol))
            throw Unexpected();
    }

    /// <summary>Nothing may follow.</summary>
    protected void ExpectEnd()
    {
        if (Ahead.Kind != TokenKind.End)
            throw Unexpected();
    }

    /// <summary>Counts an operator or function against the limit.</summary>
    protected void CountOperator()
    {
        if (++_operators > DynamoLimits.ExpressionOperators)
            throw Wrong($"The expression contains too many operators; operator count: {_operators}");
    }

    /// <summary>Reads a path such as a.#b[3].c.</summary>
    protected DocumentPath ReadPath()
    {
        var steps = new List<PathStep> { new(ReadName(), 0) };
        while (true)
        {
            if (TakeSymbol("."))
                steps.Add(new PathStep(ReadName(), 0));
            else if (TakeSymbol("["))
                steps.Add(new PathStep(null, ReadIndex()));
            else
                break;
        }

        if (steps.Count > DynamoLimits.Nesting)
            throw Wrong($"The document path has too many nesting elements; nesting levels: {steps.Count}");
        Attributes.Add(steps[0].Name!);
        return new DocumentPath(steps);
    }

    /// <summary>Reads a :value.</summary>
    protected AttributeValue ReadValue()
    {
        var token = Take();
        return _placeholders.Value(token.Text)
            ?? throw Wrong($"An expression attribute value used in expression is not defined; attribute value: {token.Text}");
    }

    /// <summary>The error "Invalid …Expression: …".</summary>
    protected DynamoException Wrong(string problem) => DynamoException.Validation($"Invalid {Kind}: {problem}");

    /// <summary>The error for a token that cannot stand here.</summary>
    protected DynamoException Unexpected()
    {
        var before = _tokens[Math.Max(0, _next - 1)];
        var near = _text[before.At..Math.Min(_text.Length, AfterAhead.End)];
        return Wrong($"Syntax error; token: \"{Ahead.Text}\", near: \"{near}\"");
    }

    private string ReadName()
    {
        if (Ahead.Kind == TokenKind.Name)
        {
            var token = Take();
            return _placeholders.Name(token.Text)
                ?? throw Wrong($"An expression attribute name used in the document path is not defined; attribute name: {token.Text}");
        }

        if (Ahead.Kind != TokenKind.Word)
            throw Unexpected();
        if (ReservedWords.Contains(Ahead.Text))
            throw Wrong($"Attribute name is a reserved keyword; reserved keyword: {Ahead.Text}");
        return Take().Text;
    }

    private int ReadIndex()
    {
        if (Ahead.Kind != TokenKind.Number)
            throw Unexpected();
        var token = Take();
        if (!int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            throw Wrong($"List index is not within the allowable range; index: [{token.Text}]");
        Expect("]");
        return index;
    }
}
