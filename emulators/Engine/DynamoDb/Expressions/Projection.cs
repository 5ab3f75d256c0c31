using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// The parts of an item that some paths lead to, in the item's own shape: maps keep their names, lists close their gaps.
/// </summary>
public sealed class Projection
{
    private readonly Node _root = new();

    /// <summary>A projection onto paths that do not overlap.</summary>
    public Projection(IEnumerable<DocumentPath> paths)
    {
        foreach (var path in paths)
        {
            var node = _root;
            foreach (var step in path.Steps)
                node = node.Child(step);
        }
    }

    /// <summary>A projection onto top-level attributes, as AttributesToGet names them.</summary>
    /// <exception cref="DynamoException">One is named twice.</exception>
    public static Projection Of(IReadOnlyList<string> attributes)
    {
        var seen = new HashSet<string>();
        if (attributes.FirstOrDefault(a => !seen.Add(a)) is { } twice)
            throw DynamoException.InvalidParameter($"Duplicate value in attribute name: {twice}");
        return new Projection(attributes.Select(a => new DocumentPath([new PathStep(a, 0)])));
    }

    /// <summary>Those parts of <paramref name="item"/> that exist.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Of(IReadOnlyDictionary<string, AttributeValue> item) => OfMap(item, _root);

    private static AttributeValue? Of(AttributeValue value, Node node)
    {
        if (node.Names is null && node.Indexes is null)
            return value;
        switch (value)
        {
            case AttributeValue.M map when node.Names is not null:
                var entries = OfMap(map.Value, node);
                return entries.Count == 0 ? null : new AttributeValue.M(entries);
            case AttributeValue.L list when node.Indexes is not null:
                var elements = new List<AttributeValue>();
                foreach (var (index, child) in node.Indexes)
                {
                    if (index < list.Value.Count && Of(list.Value[index], child) is { } element)
                        elements.Add(element);
                }

                return elements.Count == 0 ? null : new AttributeValue.L(elements);
            default:
                return null;
        }
    }

    private static Dictionary<string, AttributeValue> OfMap(IReadOnlyDictionary<string, AttributeValue> map, Node node)
    {
        var result = new Dictionary<string, AttributeValue>();
        foreach (var (name, child) in node.Names ?? [])
        {
            if (map.TryGetValue(name, out var value) && Of(value, child) is { } part)
                result[name] = part;
        }

        return result;
    }

    private sealed class Node
    {
        public Dictionary<string, Node>? Names { get; private set; }

        public SortedDictionary<int, Node>? Indexes { get; private set; }

        public Node Child(PathStep step)
        {
            if (step.Name is { } name)
            {
                Names ??= [];
                return Names.TryGetValue(name, out var child) ? child : Names[name] = new Node();
            }

            Indexes ??= [];
            return Indexes.TryGetValue(step.Index, out var element) ? element : Indexes[step.Index] = new Node();
        }
    }
}
