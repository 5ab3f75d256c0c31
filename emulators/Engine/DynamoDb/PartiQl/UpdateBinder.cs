using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>SET and REMOVE as the same actions that update expressions give.</summary>
internal static class UpdateBinder
{
    /// <summary>The update.</summary>
    /// <exception cref="DynamoException">It cannot be meant.</exception>
    public static Update Bind(IReadOnlyList<(StatementNode.Path Path, StatementNode? Value)> actions)
    {
        var update = new Update([.. actions.Select(a => Action(a.Path, a.Value))]);
        PathClashes.Check([.. update.Paths], DynamoException.Validation);
        return update;
    }

    private static UpdateAction Action(StatementNode.Path path, StatementNode? value)
    {
        var target = new DocumentPath(path.Steps);
        return value switch
        {
            null => new UpdateAction.Remove(target),
            StatementNode.Call { Name: "set_add" } add => new UpdateAction.Add(target, Members(add, target)),
            StatementNode.Call { Name: "set_delete" } delete => new UpdateAction.Delete(target, Members(delete, target)),
            _ => new UpdateAction.Set(target, Value(value)),
        };
    }

    /// <summary>The set that set_add and set_delete take: they change the attribute that they are assigned to, and no other.</summary>
    private static AttributeValue.Set Members(StatementNode.Call call, DocumentPath target)
    {
        var name = call.Name.ToUpperInvariant();
        if (call.Arguments.Count != 2)
            throw DynamoException.Validation($"{name} must have exactly two arguments at {call.At.Place}");
        if (call.Arguments[0] is not StatementNode.Path of || !new DocumentPath(of.Steps).Same(target))
            throw DynamoException.Validation($"The first argument to {name} must equal the assignment value at {call.At.Place}");
        return ValueBinder.IsLiteral(call.Arguments[1]) && ValueBinder.Bind(call.Arguments[1]) is AttributeValue.Set set
            ? set
            : throw DynamoException.Validation($"The second argument to {name} must be a value with type SET at {of.At.Place}");
    }

    private static UpdateValue Value(StatementNode node) => node switch
    {
        StatementNode.Path path => new UpdateValue.Place(new DocumentPath(path.Steps)),
        StatementNode.Binary { At.Text: "+" or "-" } sum => new UpdateValue.Sum(Value(sum.Left), Value(sum.Right), sum.At.Text == "-"),
        StatementNode.Call { Name: "list_append" } append => new UpdateValue.ListAppend(Value(Argument(append, 0)), Value(Argument(append, 1))),
        StatementNode.Call { Name: "if_not_exists" } otherwise => new UpdateValue.IfNotExists(Path(otherwise), Value(Argument(otherwise, 1))),
        StatementNode.Call call => throw FunctionBinder.Unrecognized(call),
        _ => new UpdateValue.Literal(ValueBinder.Bind(node)),
    };

    private static DocumentPath Path(StatementNode.Call call) =>
        Argument(call, 0) is StatementNode.Path path ? new DocumentPath(path.Steps) : throw FunctionBinder.NeedsPath(call.Name);

    private static StatementNode Argument(StatementNode.Call call, int at) => call.Arguments.Count == 2
        ? call.Arguments[at]
        : throw DynamoException.Validation($"Incorrect number of operands for operator or function; operator or function: {call.Name}, number of operands: {call.Arguments.Count}");
}
