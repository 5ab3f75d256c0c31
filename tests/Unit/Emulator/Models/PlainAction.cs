using System.Text.Json.Nodes;
using CsCheck;
using static ActiveActive.UnitTests.Emulator.Models.PlainValues;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>One action of an update on one attribute: its clause and text, and the value that it comes to for the old item.</summary>
/// <param name="Clause">SET, REMOVE, ADD or DELETE.</param>
/// <param name="Path">Where.</param>
/// <param name="Text">What follows the path, with :v for the value.</param>
/// <param name="Value">The value behind :v, or null.</param>
/// <param name="Result">The new value there; null removes it. Throws <see cref="InvalidOperationException"/> when the old item does not allow it.</param>
internal sealed record PlainAction(string Clause, PlainPath Path, string Text, JsonNode? Value, Func<JsonObject, JsonNode?> Result)
{
    private static readonly Gen<JsonNode> Numbers = Gen.Int[-9, 9].Select(n => Node("N", $"{n}"));
    private static readonly Gen<JsonNode> Lists = Nested.Where(v => TypeOf(v) == "L");
    private static readonly Gen<JsonNode> Sets = Flat.Where(v => TypeOf(v).EndsWith('S') && TypeOf(v).Length == 2);

    /// <summary>Any action on a place of one attribute.</summary>
    public static Gen<PlainAction> On(string attribute)
    {
        var path = PlainPath.Any.Select(p => p with { Attribute = attribute });
        var whole = new PlainPath(attribute, null);
        return Gen.OneOf(
            Gen.Select(path, PlainValues.Any, (p, v) => new PlainAction("SET", p, "= :v", v, _ => v)),
            Gen.Select(path, PlainPath.Any, (p, q) => new PlainAction("SET", p, $"= {q}", null, old => At(old, q) ?? throw Refused())),
            Gen.Select(path, PlainPath.Any, PlainValues.Any, (p, q, v) => new PlainAction("SET", p, $"= if_not_exists({q}, :v)", v, old => At(old, q) ?? v)),
            Gen.Select(path, PlainPath.Any, Numbers, Gen.Bool, (p, q, v, plus) => new PlainAction("SET", p, $"= {q} {(plus ? "+" : "-")} :v", v, old => Sum(At(old, q), v, plus))),
            Gen.Select(path, PlainPath.Any, Lists, Gen.Bool, (p, q, v, before) => new PlainAction("SET", p, before ? $"= list_append(:v, {q})" : $"= list_append({q}, :v)", v, old => before ? Append(v, At(old, q)) : Append(At(old, q), v))),
            path.Select(p => new PlainAction("REMOVE", p, "", null, _ => null)),
            Gen.Frequency((1, Numbers), (2, Sets)).Select(v => new PlainAction("ADD", whole, ":v", v, old => Added(old[attribute], v))),
            Sets.Select(v => new PlainAction("DELETE", whole, ":v", v, old => Without(old[attribute], v))));
    }

    private static InvalidOperationException Refused() => new("the item does not allow it");

    private static JsonNode Sum(JsonNode? left, JsonNode right, bool plus) => left is not null && TypeOf(left) == "N"
        ? Node("N", $"{(plus ? Number(left) + Number(right) : Number(left) - Number(right))}")
        : throw Refused();

    private static JsonNode Append(JsonNode? first, JsonNode? second) => first is not null && second is not null && TypeOf(first) == "L" && TypeOf(second) == "L"
        ? new JsonObject { ["L"] = new JsonArray([.. Inner(first).AsArray().Concat(Inner(second).AsArray()).Select(e => e!.DeepClone())]) }
        : throw Refused();

    private static JsonNode Added(JsonNode? old, JsonNode value)
    {
        if (old is null)
            return value;
        if (TypeOf(old) != TypeOf(value))
            throw Refused();
        return TypeOf(value) == "N" ? Sum(old, value, plus: true) : Set(TypeOf(value), Elements(old).Union(Elements(value)))!;
    }

    private static JsonNode? Without(JsonNode? old, JsonNode value)
    {
        if (old is null)
            return null;
        return TypeOf(old) == TypeOf(value) ? Set(TypeOf(value), Elements(old).Except(Elements(value))) : throw Refused();
    }

    private static IEnumerable<string> Elements(JsonNode set) => Inner(set).AsArray().Select(e => e!.GetValue<string>());

    // A set without elements is no value: the attribute goes.
    private static JsonObject? Set(string type, IEnumerable<string> elements) => elements.ToArray() is { Length: > 0 } some
        ? new JsonObject { [type] = new JsonArray([.. some.Select(e => (JsonNode?)e)]) }
        : null;
}
