using System.Text.Json.Nodes;
using CsCheck;
using static ActiveActive.UnitTests.Emulator.Models.PlainValues;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>
/// A condition that knows its text and what it means: drawn at random, to be put to the engine as text and to an item as a
/// function. Precedence comes out of where the text has parentheses and where it has none.
/// </summary>
/// <param name="Text">The expression, with placeholders :v0, :v1 … for the values.</param>
/// <param name="Values">The values.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Level">How tightly its outermost operator binds: 3 a comparison or parentheses, 2 NOT, 1 AND, 0 OR.</param>
internal sealed record PlainCondition(string Text, IReadOnlyList<JsonNode> Values, Func<JsonObject, bool> Holds, int Level)
{
    /// <summary>Any condition with up to three levels of AND, OR and NOT.</summary>
    public static readonly Gen<PlainCondition> Any = Deep(3);

    private static Gen<PlainCondition> Deep(int depth) => depth == 0
        ? Simple
        : Gen.Frequency(
            (3, Simple),
            (2, Gen.Select(Deep(depth - 1), Deep(depth - 1), (l, r) => Join("AND", 1, l, r, item => l.Holds(item) && r.Holds(item)))),
            (2, Gen.Select(Deep(depth - 1), Deep(depth - 1), (l, r) => Join("OR", 0, l, r, item => l.Holds(item) || r.Holds(item)))),
            (1, Deep(depth - 1).Select(c => new PlainCondition($"NOT {Within(c, 2)}", c.Values, item => !c.Holds(item), 2))));

    private static Gen<PlainCondition> Simple => Gen.OneOf(
        Gen.Select(Gen.OneOf("=", "<>"), PlainPath.Any, PlainValues.Any, (c, p, v) => Of($"{p} {c} :v0", [v], item => Same(At(item, p), v) == (c == "="))),
        Gen.Select(Gen.OneOf("<", "<=", ">", ">="), PlainPath.Any, Ordered, (c, p, v) => Of($"{p} {c} :v0", [v], item => InOrder(Compare(At(item, p), v), c))),
        Gen.Select(Gen.OneOf("<", "<=", ">", ">="), Gen.OneOf(("a", "b"), ("c", "d"), ("d", "a")), (c, p) => Of($"{p.Item1} {c} {p.Item2}", [], item => InOrder(Compare(item[p.Item1], item[p.Item2]), c))),
        Gen.Select(PlainPath.Any, Gen.Int[-3, 5], Gen.Int[0, 6], (p, low, more) => Between(p, Node("N", $"{low}"), Node("N", $"{low + more}"))),
        Gen.Select(PlainPath.Any, Flat.List[1, 3], (p, among) => Of($"{p} IN ({string.Join(", ", among.Select((_, i) => $":v{i}"))})", among, item => among.Any(v => Same(At(item, p), v)))),
        PlainPath.Any.Select(p => Of($"attribute_exists({p})", [], item => At(item, p) is not null)),
        PlainPath.Any.Select(p => Of($"attribute_not_exists({p})", [], item => At(item, p) is null)),
        Gen.Select(PlainPath.Any, Gen.OneOf("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"), (p, type) => Of($"attribute_type({p}, :v0)", [Node("S", type)], item => At(item, p) is { } v && TypeOf(v) == type)),
        Gen.Select(PlainPath.Any, Gen.OneOf("", "a", "ab", "é"), (p, prefix) => Of($"begins_with({p}, :v0)", [Node("S", prefix)], item => At(item, p) is { } v && TypeOf(v) == "S" && BytesOf(v).AsSpan().StartsWith(BytesOf(Node("S", prefix))))),
        Gen.Select(PlainPath.Any, Ordered, (p, part) => Of($"contains({p}, :v0)", [part], item => Contains(At(item, p), part))),
        Gen.Select(PlainPath.Any, Gen.OneOf("=", "<>", "<", ">="), Gen.Int[0, 3], (p, c, n) => Of($"size({p}) {c} :v0", [Node("N", $"{n}")], item => SizeOf(At(item, p)) is { } size ? InOrder(size.CompareTo(n), c) : c == "<>")));

    private static PlainCondition Of(string text, IReadOnlyList<JsonNode> values, Func<JsonObject, bool> holds) => new(text, values, holds, 3);

    private static PlainCondition Between(PlainPath path, JsonNode low, JsonNode high) =>
        new($"{path} BETWEEN :v0 AND :v1", [low, high], item => Compare(At(item, path), low) >= 0 && Compare(At(item, path), high) <= 0, 3);

    private static PlainCondition Join(string word, int level, PlainCondition left, PlainCondition right, Func<JsonObject, bool> holds)
    {
        var shifted = right with { Text = Shift(right.Text, right.Values.Count, left.Values.Count) };
        return new($"{Within(left, level)} {word} {Within(shifted, level)}", [.. left.Values, .. right.Values], holds, level);
    }

    // Parentheses only where they are needed: AWS refuses those around nothing but parentheses.
    private static string Within(PlainCondition condition, int level) => condition.Level < level ? $"({condition.Text})" : condition.Text;

    private static string Shift(string text, int count, int by)
    {
        for (var i = count - 1; i >= 0; i--)
            text = System.Text.RegularExpressions.Regex.Replace(text, $@":v{i}\b", $":v{i + by}");
        return text;
    }

    private static bool InOrder(int? order, string comparator) => order is { } o && comparator switch
    {
        "=" => o == 0,
        "<>" => o != 0,
        "<" => o < 0,
        "<=" => o <= 0,
        ">" => o > 0,
        _ => o >= 0,
    };

    private static bool Contains(JsonNode? value, JsonNode part) => value is not null && (TypeOf(value), TypeOf(part)) switch
    {
        ("S", "S") or ("B", "B") => BytesOf(value).AsSpan().IndexOf(BytesOf(part)) >= 0,
        ("SS", "S") or ("NS", "N") or ("BS", "B") => Inner(value).AsArray().Any(e => e!.GetValue<string>() == Inner(part).GetValue<string>()),
        ("L", _) => Inner(value).AsArray().Any(e => Same(e, part)),
        _ => false,
    };

    private static int? SizeOf(JsonNode? value) => value is null ? null : TypeOf(value) switch
    {
        "S" => Inner(value).GetValue<string>().EnumerateRunes().Count(),
        "B" => BytesOf(value).Length,
        "L" or "SS" or "NS" or "BS" => Inner(value).AsArray().Count,
        "M" => Inner(value).AsObject().Count,
        _ => null,
    };
}
