using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>WHERE as the same conditions that expressions give.</summary>
internal static class ConditionBinder
{
    /// <summary>The condition.</summary>
    /// <exception cref="DynamoException">It cannot be meant.</exception>
    public static Condition Bind(StatementNode node)
    {
        switch (node)
        {
            case StatementNode.Unary { At.Text: "not" } not:
                return new Condition.Not(Bind(not.Inner));
            case StatementNode.Binary { At.Text: "and" } and:
                return new Condition.And(Bind(and.Left), Bind(and.Right));
            case StatementNode.Binary { At.Text: "or" } or:
                return new Condition.Or(Bind(or.Left), Bind(or.Right));
            case StatementNode.Binary { At.Text: "in" } among:
                return new Condition.In(Comparand(among.Left), Among(among.Right));
            case StatementNode.Binary { At.Text: "=" or "<>" or "!=" or "<" or "<=" or ">" or ">=" } comparison:
                return Comparison(comparison);
            case StatementNode.Between between:
                return new Condition.Between(Ordered("BETWEEN", Comparand(between.What)), Ordered("BETWEEN", Comparand(between.Low)), Ordered("BETWEEN", Comparand(between.High)));
            case StatementNode.Is test:
                return Is(test);
            case StatementNode.Call call:
                return FunctionBinder.Condition(call);
            default:
                throw DynamoException.Validation($"Unsupported where clause condition: {node.At.Text} at {node.At.Place}");
        }
    }

    /// <summary>What a condition compares.</summary>
    public static Operand Comparand(StatementNode node) => node switch
    {
        StatementNode.Path path => new Operand.Place(new DocumentPath(path.Steps)),
        StatementNode.Call { Name: "size" } size => new Operand.Size(new Operand.Place(FunctionBinder.Path(size, 0, 1))),
        StatementNode.Call call => throw FunctionBinder.Unrecognized(call),
        _ when ValueBinder.IsLiteral(node) => new Operand.Literal(ValueBinder.Bind(node)),
        _ => throw DynamoException.Validation($"Unsupported where clause operand: {node.At.Text} at {node.At.Place}"),
    };

    /// <summary>An operand whose type, if it is known, has an order.</summary>
    public static Operand Ordered(string function, Operand operand) => operand is Operand.Literal { Value: var value } && !ValueOrder.IsOrdered(value)
        ? throw WrongType(function, value.Type)
        : operand;

    /// <summary>The error for an operand of a type that an operator or function cannot take.</summary>
    public static DynamoException WrongType(string function, string type) =>
        DynamoException.Validation($"Incorrect operand type for operator or function; operator or function: {function}, operand type: {type}");

    private static Condition Comparison(StatementNode.Binary node)
    {
        if (Truth(node.Left, node.Right) is { } truth)
            return (node.At.Text == "=") == truth.Wanted ? truth.Condition : new Condition.Not(truth.Condition);
        var comparator = node.At.Text == "!=" ? "<>" : node.At.Text;
        var (left, right) = (Comparand(node.Left), Comparand(node.Right));
        if (comparator is not ("=" or "<>"))
            (left, right) = (Ordered(node.At.Text, left), Ordered(node.At.Text, right));
        if (left is not Operand.Literal || right is Operand.Literal)
            return new Condition.Comparison(comparator, left, right);
        // A value on the left: the same, the other way round.
        return new Condition.Comparison(comparator switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => comparator }, right, left);
    }

    /// <summary>A function that is true or false, compared with true or false.</summary>
    private static (Condition Condition, bool Wanted)? Truth(StatementNode left, StatementNode right) => (left, right) switch
    {
        (StatementNode.Call { Name: not "size" } call, StatementNode.Value { Content: AttributeValue.Bool wanted }) => (FunctionBinder.Condition(call), wanted.Value),
        (StatementNode.Value { Content: AttributeValue.Bool wanted }, StatementNode.Call { Name: not "size" } call) => (FunctionBinder.Condition(call), wanted.Value),
        _ => null,
    };

    private static List<Operand> Among(StatementNode node) => node switch
    {
        StatementNode.List list => [.. list.Elements.Select(Comparand)],
        StatementNode.Value { Content: AttributeValue.L list } => [.. list.Value.Select(v => new Operand.Literal(v))],
        _ => [Comparand(node)],
    };

    private static Condition Is(StatementNode.Is test)
    {
        var path = test.What is StatementNode.Path place ? new DocumentPath(place.Steps) : throw FunctionBinder.NeedsPath("IS");
        if (test.Type == "missing")
            return new Condition.Exists(path, wanted: false);
        var types = StatementWords.Types[test.Type].Select(Condition (t) => new Condition.HasType(path, t)).ToList();
        // Types that no attribute can have hold for none.
        return types.Count == 0 ? new Condition.HasType(path, "") : types.Aggregate((a, b) => new Condition.Or(a, b));
    }
}
