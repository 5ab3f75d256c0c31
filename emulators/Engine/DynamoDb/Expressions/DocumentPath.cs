using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>The way to a value inside an item: an attribute's name, then names and list indexes.</summary>
public sealed class DocumentPath(IReadOnlyList<PathStep> steps)
{
    /// <summary>The steps; the first is a name.</summary>
    public IReadOnlyList<PathStep> Steps { get; } = steps;

    /// <summary>The top-level attribute.</summary>
    public string Root => Steps[0].Name!;

    /// <summary>The value there, or null.</summary>
    public AttributeValue? Read(IReadOnlyDictionary<string, AttributeValue> item)
    {
        var value = item.GetValueOrDefault(Root);
        for (var i = 1; i < Steps.Count && value is not null; i++)
        {
            value = (Steps[i].Name, value) switch
            {
                ({ } name, AttributeValue.M map) => map.Value.GetValueOrDefault(name),
                (null, AttributeValue.L list) => Steps[i].Index < list.Value.Count ? list.Value[Steps[i].Index] : null,
                _ => null,
            };
        }

        return value;
    }

    /// <summary>How two paths of one expression get into each other's way: "overlap", "conflict", or null.</summary>
    public string? Clash(DocumentPath other)
    {
        var shared = Math.Min(Steps.Count, other.Steps.Count);
        for (var i = 0; i < shared; i++)
        {
            if (Steps[i] == other.Steps[i])
                continue;
            return Steps[i].Name is null == other.Steps[i].Name is null ? null : "conflict";
        }

        return "overlap";
    }

    /// <summary>True when both name the same place.</summary>
    public bool Same(DocumentPath other) => Steps.SequenceEqual(other.Steps);

    /// <summary>As AWS writes paths in messages: [a, b, [0]].</summary>
    public override string ToString() => $"[{string.Join(", ", Steps)}]";
}
