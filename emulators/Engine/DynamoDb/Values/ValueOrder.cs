namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>How values compare: numbers by value, strings by their UTF-8 bytes, binaries as unsigned bytes.</summary>
public static class ValueOrder
{
    /// <summary>True for the types that have an order: S, N and B.</summary>
    public static bool IsOrdered(AttributeValue value) => value is AttributeValue.S or AttributeValue.N or AttributeValue.B;

    /// <summary>Compares two values of one ordered type.</summary>
    /// <exception cref="ArgumentException">The types differ or have no order.</exception>
    public static int Compare(AttributeValue a, AttributeValue b) => (a, b) switch
    {
        (AttributeValue.S x, AttributeValue.S y) => CompareUtf8(x.Value, y.Value),
        (AttributeValue.N x, AttributeValue.N y) => x.Value.CompareTo(y.Value),
        (AttributeValue.B x, AttributeValue.B y) => x.Value.Span.SequenceCompareTo(y.Value.Span),
        _ => throw new ArgumentException($"{a.Type} and {b.Type} have no common order"),
    };

    /// <summary>Equal type and value. Lists by position, maps by name, sets regardless of the order they were written in.</summary>
    public static bool Same(AttributeValue a, AttributeValue b)
    {
        if (ReferenceEquals(a, b))
            return true;
        switch (a, b)
        {
            case (AttributeValue.S x, AttributeValue.S y):
                return x.Value == y.Value;
            case (AttributeValue.N x, AttributeValue.N y):
                return x.Value == y.Value;
            case (AttributeValue.B x, AttributeValue.B y):
                return x.Value.Span.SequenceEqual(y.Value.Span);
            case (AttributeValue.Bool x, AttributeValue.Bool y):
                return x.Value == y.Value;
            case (AttributeValue.Null, AttributeValue.Null):
                return true;
            case (AttributeValue.L x, AttributeValue.L y):
                return SameElements(x.Value, y.Value);
            case (AttributeValue.Set x, AttributeValue.Set y):
                return x.Type == y.Type && SameElements(x.Elements, y.Elements);
            case (AttributeValue.M x, AttributeValue.M y):
                return Same(x.Value, y.Value);
            default:
                return false;
        }
    }

    /// <summary>The same names with the same values.</summary>
    public static bool Same(IReadOnlyDictionary<string, AttributeValue> a, IReadOnlyDictionary<string, AttributeValue> b)
    {
        if (a.Count != b.Count)
            return false;
        foreach (var (name, value) in a)
        {
            if (!b.TryGetValue(name, out var other) || !Same(value, other))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The order of the UTF-8 bytes, found without encoding: UTF-16 agrees with it except that surrogates, which stand for
    /// U+10000 and above, sort below U+E000–U+FFFF.
    /// </summary>
    public static int CompareUtf8(string a, string b)
    {
        var shared = a.AsSpan().CommonPrefixLength(b);
        if (shared == a.Length || shared == b.Length)
            return a.Length.CompareTo(b.Length);
        var (x, y) = (a[shared], b[shared]);
        var (xs, ys) = (char.IsSurrogate(x), char.IsSurrogate(y));
        return xs == ys ? x.CompareTo(y) : xs ? 1 : -1;
    }

    private static bool SameElements(IReadOnlyList<AttributeValue> a, IReadOnlyList<AttributeValue> b)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (!Same(a[i], b[i]))
                return false;
        }

        return true;
    }
}
