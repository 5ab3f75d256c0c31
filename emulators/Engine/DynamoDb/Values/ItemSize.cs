using System.Text;

namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>
/// How large DynamoDB says an item is: UTF-8 bytes of names and strings, raw bytes of binaries, one byte for two digits plus one
/// (and one below zero) for numbers, one for BOOL and NULL, three for a list or map and one more for each element. From "DynamoDB item sizes and
/// formats" in the developer guide.
/// </summary>
public static class ItemSize
{
    /// <summary>Bytes of an item, names included.</summary>
    public static int Of(IReadOnlyDictionary<string, AttributeValue> item)
    {
        var bytes = 0;
        foreach (var (name, value) in item)
            bytes += Encoding.UTF8.GetByteCount(name) + Of(value);
        return bytes;
    }

    /// <summary>Bytes of one value.</summary>
    public static int Of(AttributeValue value) => value switch
    {
        AttributeValue.S s => Encoding.UTF8.GetByteCount(s.Value),
        AttributeValue.B b => b.Value.Length,
        AttributeValue.N n => OfNumber(n.Value),
        AttributeValue.L l => 3 + l.Value.Sum(e => 1 + Of(e)),
        AttributeValue.M m => 3 + m.Value.Sum(e => 1 + Encoding.UTF8.GetByteCount(e.Key) + Of(e.Value)),
        AttributeValue.Set set => set.Elements.Sum(Of),
        _ => 1,
    };

    /// <summary>The digits before and after the point are counted in pairs of their own.</summary>
    private static int OfNumber(DynamoNumber number)
    {
        if (number.Sign == 0)
            return 1;
        var fraction = Math.Clamp(-number.Exponent, 0, number.Digits);
        return 1 + (number.Digits - fraction + 1) / 2 + (fraction + 1) / 2 + (number.IsNegative ? 1 : 0);
    }
}
