namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>Builds sets: sorted, without duplicates.</summary>
public static class ValueSets
{
    /// <summary>A set of <paramref name="type"/> (SS, NS or BS); duplicates are dropped; null when nothing is left.</summary>
    public static AttributeValue.Set? Create(string type, IEnumerable<AttributeValue> elements)
    {
        var sorted = elements.ToArray();
        if (sorted.Length == 0)
            return null;
        Array.Sort(sorted, static (a, b) => ValueOrder.Compare(a, b));
        var distinct = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (ValueOrder.Compare(sorted[i], sorted[distinct - 1]) != 0)
                sorted[distinct++] = sorted[i];
        }

        return Sorted(type, sorted.AsSpan(0, distinct).ToArray());
    }

    /// <summary>A set of elements that are already sorted and distinct, as the journal keeps them.</summary>
    internal static AttributeValue.Set Sorted(string type, IReadOnlyList<AttributeValue> elements) => type switch
    {
        "SS" => new AttributeValue.SS(elements),
        "NS" => new AttributeValue.NS(elements),
        "BS" => new AttributeValue.BS(elements),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "is not a set type"),
    };
}
