using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>The functions that WHERE knows.</summary>
internal static class FunctionBinder
{
    private static readonly string[] Types = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];

    /// <summary>A function that holds or does not.</summary>
    /// <exception cref="DynamoException">There is no such one, or it takes other arguments.</exception>
    public static Condition Condition(StatementNode.Call call) => call.Name switch
    {
        "attribute_exists" => new Condition.Exists(Path(call, 0, 1), wanted: true),
        "attribute_not_exists" => new Condition.Exists(Path(call, 0, 1), wanted: false),
        "attribute_type" => new Condition.HasType(Path(call, 0, 2), Type(call)),
        "begins_with" => new Condition.BeginsWith(Argument(call, 0, 2), Prefix(call)),
        "contains" => new Condition.Contains(Argument(call, 0, 2), Argument(call, 1, 2)),
        _ => throw Unrecognized(call),
    };

    /// <summary>An argument that must be a path.</summary>
    public static DocumentPath Path(StatementNode.Call call, int at, int count) =>
        Counted(call, count).Arguments[at] is StatementNode.Path path ? new DocumentPath(path.Steps) : throw NeedsPath(call.Name);

    /// <summary>The error for something else where a path must stand.</summary>
    public static DynamoException NeedsPath(string function) =>
        DynamoException.Validation($"Operator or function requires a document path; operator or function: {function}");

    /// <summary>The error for a function that is none, or none here.</summary>
    public static DynamoException Unrecognized(StatementNode.Call call) => DynamoException.Validation($"Unrecognized function: {call.Name} at {call.At.Place}");

    private static Operand Argument(StatementNode.Call call, int at, int count) => ConditionBinder.Comparand(Counted(call, count).Arguments[at]);

    private static Operand Prefix(StatementNode.Call call) => Argument(call, 1, 2) is var prefix && prefix is Operand.Literal { Value: not (AttributeValue.S or AttributeValue.B) } wrong
        ? throw ConditionBinder.WrongType(call.Name, wrong.Value.Type)
        : prefix;

    private static string Type(StatementNode.Call call)
    {
        var type = Argument(call, 1, 2) switch
        {
            Operand.Literal { Value: AttributeValue.S name } => name.Value,
            Operand.Literal { Value: var other } => throw ConditionBinder.WrongType(call.Name, other.Type),
            _ => throw ConditionBinder.WrongType(call.Name, "M"),
        };
        return Types.Contains(type) ? type : throw DynamoException.Validation($"Invalid attribute type name found; type: {type}, valid types: {{{string.Join(",", Types)}}}");
    }

    private static StatementNode.Call Counted(StatementNode.Call call, int count) => call.Arguments.Count == count
        ? call
        : throw DynamoException.Validation($"Incorrect number of operands for operator or function; operator or function: {call.Name}, number of operands: {call.Arguments.Count}");
}
