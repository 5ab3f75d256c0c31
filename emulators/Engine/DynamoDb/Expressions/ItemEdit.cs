using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>An item being changed: copies only the maps and lists on the way to a change.</summary>
internal sealed class ItemEdit(IReadOnlyDictionary<string, AttributeValue> old)
{
    private readonly Dictionary<string, AttributeValue> _root = new(old);
    private readonly Dictionary<AttributeValue, object> _opened = new(ReferenceEqualityComparer.Instance);
    private readonly List<List<AttributeValue>> _gaps = [];

    /// <summary>Stands in a list where an element was removed, so that the other indexes keep their meaning until the end.</summary>
    private static readonly AttributeValue Gap = new AttributeValue.S("gap");

    /// <summary>Puts a value at a path; the map or list that holds it must be there.</summary>
    public void Set(DocumentPath path, AttributeValue value)
    {
        var last = path.Steps[^1];
        switch (Parent(path), last.Name)
        {
            case (Dictionary<string, AttributeValue> map, { } name):
                map[name] = value;
                break;
            case (List<AttributeValue> list, null) when last.Index < list.Count:
                list[last.Index] = value;
                break;
            case (List<AttributeValue> list, null):
                list.Add(value);
                break;
            default:
                throw InvalidPath();
        }
    }

    /// <summary>Takes away what is at a path, if anything is.</summary>
    public void Remove(DocumentPath path)
    {
        var last = path.Steps[^1];
        switch (Parent(path), last.Name)
        {
            case (Dictionary<string, AttributeValue> map, { } name):
                map.Remove(name);
                break;
            case (List<AttributeValue> list, null):
                if (last.Index < list.Count)
                {
                    list[last.Index] = Gap;
                    _gaps.Add(list);
                }

                break;
            default:
                throw InvalidPath();
        }
    }

    /// <summary>The changed item.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Finish()
    {
        foreach (var list in _gaps)
            list.RemoveAll(e => ReferenceEquals(e, Gap));
        return _root;
    }

    /// <summary>The map or list that holds the path's last step, copied on the first visit.</summary>
    private object? Parent(DocumentPath path)
    {
        object? container = _root;
        for (var i = 0; i < path.Steps.Count - 1; i++)
        {
            var (name, index) = path.Steps[i];
            switch (container)
            {
                case Dictionary<string, AttributeValue> map when name is not null && map.TryGetValue(name, out var value):
                    container = Open(value, v => map[name] = v);
                    break;
                case List<AttributeValue> list when name is null && index < list.Count:
                    container = Open(list[index], v => list[index] = v);
                    break;
                default:
                    throw InvalidPath();
            }
        }

        return container;
    }

    private object? Open(AttributeValue value, Action<AttributeValue> replace)
    {
        if (_opened.TryGetValue(value, out var opened))
            return opened;
        switch (value)
        {
            case AttributeValue.M map:
                var entries = new Dictionary<string, AttributeValue>(map.Value);
                return Replace(new AttributeValue.M(entries), entries, replace);
            case AttributeValue.L list:
                var elements = new List<AttributeValue>(list.Value);
                return Replace(new AttributeValue.L(elements), elements, replace);
            default:
                return null;
        }
    }

    private object Replace(AttributeValue copy, object content, Action<AttributeValue> replace)
    {
        replace(copy);
        _opened[copy] = content;
        return content;
    }

    private static DynamoException InvalidPath() =>
        DynamoException.Validation("The document path provided in the update expression is invalid for update");
}
