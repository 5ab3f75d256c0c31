using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// An update, read and ready to be applied. Every right side sees the item as it was before the update, and list indexes mean
/// the old list's: elements are removed only after everything else is done.
/// </summary>
public sealed class Update(IReadOnlyList<UpdateAction> actions)
{
    /// <summary>The actions as they were written.</summary>
    public IReadOnlyList<UpdateAction> Actions { get; } = actions;

    /// <summary>The paths that it touches.</summary>
    public IEnumerable<DocumentPath> Paths => Actions.Select(a => a.Path);

    /// <summary>The new item; <paramref name="old"/> stays as it was.</summary>
    /// <exception cref="DynamoException">The old item does not allow it.</exception>
    public IReadOnlyDictionary<string, AttributeValue> Apply(IReadOnlyDictionary<string, AttributeValue> old)
    {
        var evaluated = Actions.Select(a => (a.Path, Value: Evaluate(a, old))).ToList();
        // Elements set beyond a list's end are appended in the order of their indexes, not in that of the expression.
        evaluated.Sort(static (a, b) => a.Path.Steps[^1].Index.CompareTo(b.Path.Steps[^1].Index));
        var edit = new ItemEdit(old);
        foreach (var (path, value) in evaluated)
        {
            if (value is not null)
                edit.Set(path, value);
        }

        foreach (var (path, value) in evaluated)
        {
            if (value is null)
                edit.Remove(path);
        }

        return edit.Finish();
    }

    private static AttributeValue? Evaluate(UpdateAction action, IReadOnlyDictionary<string, AttributeValue> old)
    {
        switch (action)
        {
            case UpdateAction.Set set:
                return set.Value.Evaluate(old);
            case UpdateAction.Add add:
                return (action.Path.Read(old), add.Value) switch
                {
                    (null, var value) => value,
                    (AttributeValue.N a, AttributeValue.N b) => new AttributeValue.N(a.Value + b.Value),
                    (AttributeValue.Set a, AttributeValue.Set b) when a.Type == b.Type => a.With([.. a.Elements, .. b.Elements]),
                    _ => throw UpdateValue.WrongType(),
                };
            case UpdateAction.Delete delete:
                return action.Path.Read(old) switch
                {
                    null => null,
                    AttributeValue.Set a when a.Type == delete.Value.Type =>
                        a.With(a.Elements.Where(e => !delete.Value.Elements.Any(d => ValueOrder.Same(d, e)))),
                    _ => throw UpdateValue.WrongType(),
                };
            default:
                return null;
        }
    }
}
