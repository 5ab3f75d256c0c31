using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>One attribute's change as requests wrote it before there were expressions: AttributeUpdates.</summary>
/// <param name="Action">PUT, ADD or DELETE.</param>
/// <param name="Value">The value, or null: then the attribute goes.</param>
public sealed record LegacyUpdate(string Action, AttributeValue? Value)
{
    /// <summary>The changes as an update.</summary>
    /// <exception cref="DynamoException">They cannot be meant.</exception>
    public static Update Join(IReadOnlyDictionary<string, LegacyUpdate> updates) => new([.. updates.Select(u => u.Value.Read(u.Key))]);

    private UpdateAction Read(string name)
    {
        var path = new DocumentPath([new PathStep(name, 0)]);
        return (Action, Value) switch
        {
            ("DELETE", null) => new UpdateAction.Remove(path),
            (_, null) => throw DynamoException.InvalidParameter("Only DELETE action is allowed when no attribute value is specified"),
            ("DELETE", AttributeValue.Set set) => new UpdateAction.Delete(path, set),
            ("DELETE", _) => throw DynamoException.InvalidParameter($"DELETE action with value is not supported for the type {Value.Type}"),
            ("ADD", AttributeValue.N or AttributeValue.Set) => new UpdateAction.Add(path, Value),
            ("ADD", AttributeValue.L) => new UpdateAction.Set(path, new UpdateValue.ListAppend(
                new UpdateValue.IfNotExists(path, new UpdateValue.Literal(new AttributeValue.L([]))), new UpdateValue.Literal(Value))),
            ("ADD", _) => throw DynamoException.InvalidParameter($"ADD action is not supported for the type {Value.Type}"),
            _ => new UpdateAction.Set(path, new UpdateValue.Literal(Value)),
        };
    }
}
