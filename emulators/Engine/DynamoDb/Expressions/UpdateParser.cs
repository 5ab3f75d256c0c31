using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// Reads updates: sections SET, REMOVE, ADD and DELETE, each at most once.
/// <code>
/// set    := path = value
/// value  := term [ + term | - term ]
/// term   := path | :value | ( value ) | if_not_exists ( path , term ) | list_append ( term , term )
/// </code>
/// </summary>
public sealed class UpdateParser : ExpressionReader
{
    private int _depth;

    private UpdateParser(string text, Placeholders placeholders)
        : base("UpdateExpression", text, placeholders)
    {
    }

    /// <summary>Reads an UpdateExpression.</summary>
    /// <exception cref="DynamoException">It is none; the message says why.</exception>
    public static Update Parse(string text, Placeholders placeholders)
    {
        var parser = new UpdateParser(text, placeholders);
        var actions = new List<UpdateAction>();
        var sections = new HashSet<string>();
        while (parser.Ahead.Kind != TokenKind.End)
        {
            var section = parser.ReadSection();
            if (!sections.Add(section))
                throw parser.Wrong($"The \"{section}\" section can only be used once in an update expression;");
            do
            {
                actions.Add(parser.ReadAction(section));
            }
            while (parser.TakeSymbol(","));
        }

        PathClashes.Check([.. actions.Select(a => a.Path)], parser.Wrong);
        return new Update(actions);
    }

    private string ReadSection()
    {
        foreach (var section in (ReadOnlySpan<string>)["SET", "REMOVE", "ADD", "DELETE"])
        {
            if (TakeKeyword(section))
                return section;
        }

        throw Unexpected();
    }

    private UpdateAction ReadAction(string section)
    {
        var path = ReadPath();
        switch (section)
        {
            case "SET":
                Expect("=");
                return new UpdateAction.Set(path, ReadValueTree(out _));
            case "REMOVE":
                return new UpdateAction.Remove(path);
            default:
                if (Ahead.Kind != TokenKind.Value)
                    throw Unexpected();
                var value = ReadValue();
                if (section == "ADD" && value is AttributeValue.N or AttributeValue.Set)
                    return new UpdateAction.Add(path, value);
                if (section == "DELETE" && value is AttributeValue.Set set)
                    return new UpdateAction.Delete(path, set);
                throw WrongType(section, value.Type);
        }
    }

    private UpdateValue ReadValueTree(out string? type)
    {
        var left = ReadTerm(out var leftType);
        type = leftType;
        var minus = Ahead is { Kind: TokenKind.Symbol, Text: "-" };
        if (!minus && Ahead is not { Kind: TokenKind.Symbol, Text: "+" })
            return left;
        var sign = Take().Text;
        CountOperator();
        var right = ReadTerm(out var rightType);
        type = "N";
        foreach (var side in (ReadOnlySpan<string?>)[leftType, rightType])
        {
            if (side is not (null or "N"))
                throw WrongType(sign, side);
        }

        return new UpdateValue.Sum(left, right, minus);
    }

    private UpdateValue ReadTerm(out string? type)
    {
        type = null;
        if (Ahead.Kind == TokenKind.Value)
        {
            var value = ReadValue();
            type = value.Type;
            return new UpdateValue.Literal(value);
        }

        if (Ahead.Kind == TokenKind.Word && AfterAhead is { Kind: TokenKind.Symbol, Text: "(" })
            return ReadFunction();
        if (TakeSymbol("("))
            return ReadParentheses(out type);
        return new UpdateValue.Place(ReadPath());
    }

    private UpdateValue ReadParentheses(out string? type)
    {
        if (++_depth > DynamoLimits.Nesting)
            throw Wrong("The expression is nested too deeply");
        var inner = ReadValueTree(out type);
        Expect(")");
        _depth--;
        return inner;
    }

    private UpdateValue ReadFunction()
    {
        if (++_depth > DynamoLimits.Nesting)
            throw Wrong("The expression is nested too deeply");
        var name = Take().Text;
        CountOperator();
        Expect("(");
        UpdateValue function;
        switch (name)
        {
            case "if_not_exists":
                if (Ahead.Kind == TokenKind.Value || AfterAhead is { Kind: TokenKind.Symbol, Text: "(" })
                    throw Wrong("Operator or function requires a document path; operator or function: if_not_exists");
                var path = ReadPath();
                ExpectSecond(name);
                function = new UpdateValue.IfNotExists(path, ReadTerm(out _));
                break;
            case "list_append":
                var first = ReadTerm(out var firstType);
                ExpectSecond(name);
                var second = ReadTerm(out var secondType);
                foreach (var type in (ReadOnlySpan<string?>)[firstType, secondType])
                {
                    if (type is not (null or "L"))
                        throw WrongType(name, type);
                }

                function = new UpdateValue.ListAppend(first, second);
                break;
            case "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains" or "size":
                throw Wrong($"The function is not allowed in an update expression; function: {name}");
            default:
                throw Wrong($"Invalid function name; function: {name}");
        }

        Expect(")");
        _depth--;
        return function;
    }

    private void ExpectSecond(string function)
    {
        if (!TakeSymbol(","))
            throw Ahead is { Text: ")" } ? Wrong($"Incorrect number of operands for operator or function; operator or function: {function}, number of operands: 1") : Unexpected();
    }

    private DynamoException WrongType(string function, string type) =>
        Wrong($"Incorrect operand type for operator or function; operator or function: {function}, operand type: {type}");
}
