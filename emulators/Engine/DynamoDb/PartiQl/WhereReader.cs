using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>Reads WHERE into the same conditions that expressions give.</summary>
public abstract class WhereReader(string text, IReadOnlyList<AttributeValue> parameters) : StatementReader(text, parameters)
{
    private int _depth;

    /// <summary>Reads a condition.</summary>
    protected Condition Where()
    {
        if (++_depth > DynamoLimits.ExpressionOperators)
            throw Malformed("The condition is nested too deeply");
        var condition = And();
        while (Take("OR"))
            condition = new Condition.Or(condition, And());
        _depth--;
        return condition;
    }

    private Condition And()
    {
        var condition = Not();
        while (Take("AND"))
            condition = new Condition.And(condition, Not());
        return condition;
    }

    private Condition Not()
    {
        var negations = 0;
        while (Take("NOT"))
            negations++;
        var inner = Primary();
        return negations % 2 == 0 ? inner : new Condition.Not(inner);
    }

    private Condition Primary()
    {
        if (Take("("))
        {
            var inner = Where();
            Expect(")");
            return inner;
        }

        if (Ahead.Kind == StatementTokenKind.Word && AfterAhead is { Kind: StatementTokenKind.Symbol, Text: "(" } && !At("size"))
            return Function();
        var left = Operand();
        if (Take("BETWEEN"))
        {
            var low = Operand();
            Expect("AND");
            return new Condition.Between(left, low, Operand());
        }

        if (Take("IN"))
            return new Condition.In(left, Among());
        if (Take("IS"))
            return Is(left);
        return Comparison(left);
    }

    private Condition.Comparison Comparison(Operand left)
    {
        if (Ahead.Kind != StatementTokenKind.Symbol || Ahead.Text is not ("=" or "<>" or "!=" or "<" or "<=" or ">" or ">="))
            throw Unexpected();
        var comparator = TakeAny().Text;
        var right = Operand();
        if (comparator == "!=")
            comparator = "<>";
        if (left is not Expressions.Operand.Literal)
            return new Condition.Comparison(comparator, left, right);
        // A value on the left: the same, the other way round.
        var turned = comparator switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => comparator };
        return new Condition.Comparison(turned, right, left);
    }

    private List<Operand> Among()
    {
        var end = Take("[") ? "]" : ")";
        if (end == ")")
            Expect("(");
        var among = new List<Operand>();
        do
            among.Add(Operand());
        while (Take(","));
        Expect(end);
        return among;
    }

    private Condition Is(Operand left)
    {
        var path = left is Operand.Place place ? place.Path : throw Unexpected();
        var not = Take("NOT");
        if (Take("MISSING"))
            return new Condition.Exists(path, wanted: not);
        Expect("NULL");
        Condition isNull = new Condition.HasType(path, "NULL");
        return not ? new Condition.Not(isNull) : isNull;
    }

    private Condition Function()
    {
        var name = TakeAny().Text.ToLowerInvariant();
        Expect("(");
        var path = Path();
        Operand? second = null;
        if (Take(","))
            second = Operand();
        Expect(")");
        var place = new Operand.Place(path);
        return (name, second) switch
        {
            ("begins_with", not null) => new Condition.BeginsWith(place, second),
            ("contains", not null) => new Condition.Contains(place, second),
            ("attribute_type", Operand.Literal { Value: AttributeValue.S type }) => new Condition.HasType(path, type.Value),
            ("attribute_exists", null) => new Condition.Exists(path, wanted: true),
            ("attribute_not_exists", null) => new Condition.Exists(path, wanted: false),
            _ => throw Malformed($"Unsupported function: {name}"),
        };
    }

    private Operand Operand()
    {
        if (AtValue())
            return new Operand.Literal(Value());
        if (!At("size") || AfterAhead.Text != "(")
            return new Operand.Place(Path());
        Expect("size");
        Expect("(");
        var size = new Operand.Size(new Operand.Place(Path()));
        Expect(")");
        return size;
    }
}
