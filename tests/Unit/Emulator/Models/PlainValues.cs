using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>
/// Attribute values as the JSON that AWS writes, drawn so small that equal, ordered, missing and mistyped values all come often,
/// and compared in the plainest way: numbers as whole numbers, strings and bytes by their bytes, everything else by its text.
/// </summary>
internal static class PlainValues
{
    private static readonly Gen<JsonNode> Strings = Gen.OneOf("", "a", "ab", "b", "é", "\uffff", "😀").Select(s => Node("S", s));
    private static readonly Gen<JsonNode> Numbers = Gen.Int[-3, 12].Select(n => Node("N", $"{n}"));
    private static readonly Gen<JsonNode> Bytes = Gen.OneOf("AA==", "AAE=", "/w==", "").Select(b => Node("B", b));
    private static readonly Gen<JsonNode> Others = Gen.OneOf("""{"BOOL":true}""", """{"BOOL":false}""", """{"NULL":true}""").Select(t => JsonNode.Parse(t)!);
    private static readonly Gen<JsonNode> Sets = Gen.OneOf(
        """{"SS":["a"]}""", """{"SS":["a","b"]}""", """{"SS":["b","é"]}""", """{"NS":["1","2"]}""", """{"NS":["2"]}""", """{"NS":["10","9"]}""", """{"BS":["AA=="]}""", """{"BS":["AA==","/w=="]}""").Select(t => JsonNode.Parse(t)!);

    /// <summary>Strings, numbers and bytes.</summary>
    public static readonly Gen<JsonNode> Ordered = Gen.OneOf(Strings, Numbers, Bytes);

    /// <summary>Any value that holds no other.</summary>
    public static readonly Gen<JsonNode> Flat = Gen.Frequency((5, Ordered), (1, Others), (2, Sets));

    /// <summary>A list or map of up to three flat values.</summary>
    public static readonly Gen<JsonNode> Nested = Gen.OneOf(
        Flat.List[0, 3].Select(l => (JsonNode)new JsonObject { ["L"] = new JsonArray([.. l.Select(v => v.DeepClone())]) }),
        Flat.List[0, 3].Select(l => (JsonNode)new JsonObject { ["M"] = new JsonObject(l.Select((v, i) => KeyValuePair.Create(((char)('x' + i)).ToString(), (JsonNode?)v.DeepClone()))) }));

    /// <summary>Any value.</summary>
    public static readonly Gen<JsonNode> Any = Gen.Frequency((4, Flat), (2, Nested));

    /// <summary>An item: some of the attributes a to d.</summary>
    public static readonly Gen<JsonObject> Item = Gen.Frequency((1, Gen.Const((JsonNode?)null)), (3, Any.Select(v => (JsonNode?)v))).Array[4].Select(values =>
        new JsonObject(values.Select((v, i) => KeyValuePair.Create(((char)('a' + i)).ToString(), v?.DeepClone())).Where(e => e.Value is not null)));

    /// <summary>The type's letters.</summary>
    public static string TypeOf(JsonNode value) => value.AsObject().First().Key;

    /// <summary>What is inside.</summary>
    public static JsonNode Inner(JsonNode value) => value.AsObject().First().Value!;

    /// <summary>The value of a type and a text.</summary>
    public static JsonNode Node(string type, string text) => new JsonObject { [type] = text };

    /// <summary>The whole number that a value of type N is.</summary>
    public static BigInteger Number(JsonNode value) => BigInteger.Parse(Inner(value).GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Equal, whatever order a set or map was written in.</summary>
    public static bool Same(JsonNode? a, JsonNode? b) => a is not null && b is not null && Canonical(a) == Canonical(b);

    /// <summary>Below 0, 0 or above; null where there is no order between the two.</summary>
    public static int? Compare(JsonNode? a, JsonNode? b)
    {
        if (a is null || b is null || TypeOf(a) != TypeOf(b))
            return null;
        return TypeOf(a) switch
        {
            "N" => Number(a).CompareTo(Number(b)),
            "S" => BytesOf(a).AsSpan().SequenceCompareTo(BytesOf(b)),
            "B" => BytesOf(a).AsSpan().SequenceCompareTo(BytesOf(b)),
            _ => null,
        };
    }

    /// <summary>The bytes of a string or binary.</summary>
    public static byte[] BytesOf(JsonNode value) =>
        TypeOf(value) == "S" ? Encoding.UTF8.GetBytes(Inner(value).GetValue<string>()) : Convert.FromBase64String(Inner(value).GetValue<string>());

    /// <summary>One text for all writings of a value.</summary>
    public static string Canonical(JsonNode value)
    {
        var inner = Inner(value);
        var text = TypeOf(value) switch
        {
            "L" => string.Join(',', inner.AsArray().Select(e => Canonical(e!))),
            "M" => string.Join(',', inner.AsObject().OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={Canonical(e.Value!)}")),
            "SS" or "NS" or "BS" => string.Join(',', inner.AsArray().Select(e => e!.GetValue<string>()).Order(StringComparer.Ordinal)),
            _ => inner.ToJsonString(),
        };
        return $"{TypeOf(value)}({text})";
    }

    /// <summary>One text for all writings of an item.</summary>
    public static string Canonical(JsonObject item) => Canonical((JsonNode)new JsonObject { ["M"] = item.DeepClone() });

    /// <summary>The value at a path such as a.x or b[1], or null.</summary>
    public static JsonNode? At(JsonObject item, PlainPath path)
    {
        var value = item[path.Attribute];
        if (path.Step is null || value is null)
            return value;
        return (TypeOf(value), path.Step) switch
        {
            ("M", string name) => Inner(value)[name],
            ("L", int index) => index < Inner(value).AsArray().Count ? Inner(value)[index] : null,
            _ => null,
        };
    }
}
