using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// Reads conditions and filters:
/// <code>
/// or       := and { OR and }
/// and      := not { AND not }
/// not      := NOT not | primary
/// primary  := ( or ) | function | operand comparator operand | operand BETWEEN operand AND operand | operand IN ( operands )
/// operand  := path | :value | size ( operand )
/// </code>
/// </summary>
public sealed class ConditionParser : ExpressionReader
{
    private static readonly string[] Comparators = ["=", "<>", "<", "<=", ">", ">="];
    private static readonly string[] Types = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"];
    private int _depth;

    /// <summary>What the last parentheses held, to find those that hold nothing but parentheses.</summary>
    private Condition? _wrapped;

    private ConditionParser(string kind, string text, Placeholders placeholders)
        : base(kind, text, placeholders)
    {
    }

    /// <summary>Reads the condition of parameter <paramref name="kind"/> (ConditionExpression, FilterExpression, KeyConditionExpression).</summary>
    /// <exception cref="DynamoException">It is none; the message says why.</exception>
    public static Condition Parse(string kind, string text, Placeholders placeholders) => Parse(kind, text, placeholders, out _);

    /// <summary>Reads a condition and says which top-level attributes it names.</summary>
    /// <exception cref="DynamoException">It is none; the message says why.</exception>
    public static Condition Parse(string kind, string text, Placeholders placeholders, out IReadOnlySet<string> attributes)
    {
        var parser = new ConditionParser(kind, text, placeholders);
        var condition = parser.ReadOr();
        parser.ExpectEnd();
        attributes = parser.Attributes;
        return condition;
    }

    private Condition ReadOr()
    {
        // The limit on operators does not count parentheses; this one keeps a wall of them from using up the stack.
        if (++_depth > DynamoLimits.ExpressionOperators)
            throw Wrong("The expression is nested too deeply");
        var condition = ReadAnd();
        while (TakeKeyword("OR"))
        {
            CountOperator();
            condition = new Condition.Or(condition, ReadAnd());
        }

        _depth--;
        return condition;
    }

    private Condition ReadAnd()
    {
        var condition = ReadNot();
        while (TakeKeyword("AND"))
        {
            CountOperator();
            condition = new Condition.And(condition, ReadNot());
        }

        return condition;
    }

    private Condition ReadNot()
    {
        if (!TakeKeyword("NOT"))
            return ReadPrimary();
        CountOperator();
        return new Condition.Not(ReadNot());
    }

    private Condition ReadPrimary()
    {
        _wrapped = null;
        if (TakeSymbol("("))
        {
            var inner = ReadOr();
            Expect(")");
            if (ReferenceEquals(inner, _wrapped))
                throw Wrong("The expression has redundant parentheses;");
            return _wrapped = inner;
        }

        if (AtFunction() && Ahead.Text != "size")
            return ReadFunction();
        var left = ReadOperand();
        CountOperator();
        if (TakeKeyword("BETWEEN"))
            return ReadBetween(left);
        if (TakeKeyword("IN"))
            return ReadIn(left);
        if (Ahead.Kind != TokenKind.Symbol || !Comparators.Contains(Ahead.Text))
            throw Unexpected();
        var comparator = Take().Text;
        var right = ReadOperand();
        CheckDistinct(comparator, left, right);
        if (comparator is not ("=" or "<>"))
            CheckOrdered(comparator, left, right);
        return new Condition.Comparison(comparator, left, right);
    }

    private Condition.Between ReadBetween(Operand value)
    {
        var low = ReadOperand();
        if (!TakeKeyword("AND"))
            throw Unexpected();
        var high = ReadOperand();
        CheckOrdered("BETWEEN", value, low, high);
        if (low is Operand.Literal { Value: var a } && high is Operand.Literal { Value: var b })
        {
            if (a.Type != b.Type)
                throw Wrong($"The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {Shown(a)}, upper bound operand: AttributeValue: {Shown(b)}");
            if (ValueOrder.Compare(a, b) > 0)
                throw Wrong($"The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {Shown(a)}, upper bound operand: AttributeValue: {Shown(b)}");
        }

        return new Condition.Between(value, low, high);
    }

    private Condition.In ReadIn(Operand value)
    {
        Expect("(");
        var among = ReadOperands();
        if (among.Count > DynamoLimits.InOperands)
            throw Wrong($"The IN operator is provided with too many operands; number of operands: {among.Count}");
        return new Condition.In(value, among);
    }

    private Condition ReadFunction()
    {
        var name = Take().Text;
        CountOperator();
        Expect("(");
        if (name is "if_not_exists" or "list_append")
            throw Wrong($"The function is not allowed in a condition expression; function: {name}");
        var operands = name is "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains"
            ? ReadOperands()
            : throw Wrong($"Invalid function name; function: {name}");
        var expected = name.EndsWith("exists", StringComparison.Ordinal) ? 1 : 2;
        if (operands.Count != expected)
            throw Wrong($"Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {operands.Count}");
        switch (name)
        {
            case "attribute_exists" or "attribute_not_exists":
                return new Condition.Exists(PathOf(name, operands[0]), name == "attribute_exists");
            case "attribute_type":
                return new Condition.HasType(PathOf(name, operands[0]), TypeOf(operands[1]));
            case "begins_with":
                foreach (var operand in operands)
                {
                    if (operand.KnownType is { } type and not ("S" or "B"))
                        throw WrongType(name, type);
                }

                return new Condition.BeginsWith(operands[0], operands[1]);
            default:
                CheckDistinct(name, operands[0], operands[1]);
                return new Condition.Contains(operands[0], operands[1]);
        }
    }

    private List<Operand> ReadOperands()
    {
        var operands = new List<Operand> { ReadOperand() };
        while (TakeSymbol(","))
            operands.Add(ReadOperand());
        Expect(")");
        return operands;
    }

    private Operand ReadOperand()
    {
        if (Ahead.Kind == TokenKind.Value)
            return new Operand.Literal(ReadValue());
        if (!AtFunction())
            return new Operand.Place(ReadPath());
        if (Ahead.Text != "size")
            throw Wrong($"The function is not allowed to be used this way in an expression; function: {Ahead.Text}");
        Take();
        CountOperator();
        Expect("(");
        // An operand of size is a place or a value, never another size: this also bounds the recursion.
        if (AtFunction())
            throw Wrong($"The function is not allowed to be used this way in an expression; function: {Ahead.Text}");
        var operands = ReadOperands();
        if (operands.Count != 1)
            throw Wrong($"Incorrect number of operands for operator or function; operator or function: size, number of operands: {operands.Count}");
        if (operands[0].KnownType is { } type and ("N" or "BOOL" or "NULL"))
            throw WrongType("size", type);
        return new Operand.Size(operands[0]);
    }

    private bool AtFunction() => Ahead.Kind == TokenKind.Word && AfterAhead is { Kind: TokenKind.Symbol, Text: "(" }
        && !IsKeyword("NOT") && !IsKeyword("AND") && !IsKeyword("OR") && !IsKeyword("IN") && !IsKeyword("BETWEEN");

    private DocumentPath PathOf(string function, Operand operand) => operand is Operand.Place place
        ? place.Path
        : throw Wrong($"Operator or function requires a document path; operator or function: {function}");

    private string TypeOf(Operand operand)
    {
        if (operand is not Operand.Literal { Value: AttributeValue.S { Value: var type } })
            throw WrongType("attribute_type", operand.KnownType ?? "path");
        return Types.Contains(type)
            ? type
            : throw Wrong($"Invalid attribute type name found; type: {type}, valid types: {{{string.Join(",", Types.Order(StringComparer.Ordinal))}}}");
    }

    private void CheckOrdered(string comparator, params ReadOnlySpan<Operand> operands)
    {
        foreach (var operand in operands)
        {
            if (operand.KnownType is { } type and not ("S" or "N" or "B"))
                throw WrongType(comparator, type);
        }
    }

    private void CheckDistinct(string comparator, Operand left, Operand right)
    {
        if (left is Operand.Place a && right is Operand.Place b && a.Path.Same(b.Path))
            throw Wrong($"The first operand must be distinct from the remaining operands for this operator or function; operator: {comparator}, first operand: {a.Path}");
    }

    private DynamoException WrongType(string function, string type) =>
        Wrong($"Incorrect operand type for operator or function; operator or function: {function}, operand type: {type}");

    private static string Shown(AttributeValue value) => value switch
    {
        AttributeValue.S s => $"{{S:{s.Value}}}",
        AttributeValue.N n => $"{{N:{n.Value}}}",
        AttributeValue.B b => $"{{B:{Convert.ToBase64String(b.Value.Span)}}}",
        _ => $"{{{value.Type}}}",
    };
}
