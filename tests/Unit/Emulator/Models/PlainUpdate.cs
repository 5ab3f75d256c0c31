using System.Text.Json.Nodes;
using CsCheck;
using static ActiveActive.UnitTests.Emulator.Models.PlainValues;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>An update of up to four attributes, which knows its text and what it makes of an item.</summary>
/// <param name="Actions">Its actions, on different attributes.</param>
internal sealed record PlainUpdate(IReadOnlyList<PlainAction> Actions)
{
    /// <summary>Any update.</summary>
    public static readonly Gen<PlainUpdate> Any = Gen.Select(
        PlainAction.On("a"), PlainAction.On("b"), PlainAction.On("c"), PlainAction.On("d"), Gen.Int[1, 15],
        (a, b, c, d, which) => new PlainUpdate([.. new[] { a, b, c, d }.Where((_, i) => (which >> i & 1) == 1)]));

    /// <summary>The expression.</summary>
    public string Text => string.Join(' ', Actions.Select((action, i) => (action, i)).GroupBy(e => e.action.Clause).Select(clause =>
        $"{clause.Key} {string.Join(", ", clause.Select(e => $"{e.action.Path} {e.action.Text.Replace(":v", $":v{e.i}", StringComparison.Ordinal)}".TrimEnd()))}"));

    /// <summary>The values of its placeholders.</summary>
    public JsonObject Values => new(Actions.Select((a, i) => KeyValuePair.Create($":v{i}", a.Value?.DeepClone())).Where(e => e.Value is not null));

    /// <summary>The new item, or null when the old one does not allow it.</summary>
    public JsonObject? Apply(JsonObject old)
    {
        try
        {
            // All values first, from the item as it was.
            var results = Actions.Select(a => (a.Path, Value: a.Result(old)?.DeepClone())).ToList();
            var item = (JsonObject)old.DeepClone();
            foreach (var (path, value) in results)
                Put(item, path, value);
            return item;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void Put(JsonObject item, PlainPath path, JsonNode? value)
    {
        if (path.Step is null)
        {
            item.Remove(path.Attribute);
            if (value is not null)
                item[path.Attribute] = value;
            return;
        }

        var holder = item[path.Attribute] ?? throw new InvalidOperationException("nothing holds that place");
        switch (TypeOf(holder), path.Step)
        {
            case ("M", string name):
                var map = Inner(holder).AsObject();
                map.Remove(name);
                if (value is not null)
                    map[name] = value;
                break;
            case ("L", int index):
                var list = Inner(holder).AsArray();
                if (index < list.Count)
                    list.RemoveAt(index);
                if (value is not null)
                    list.Insert(Math.Min(index, list.Count), value);
                break;
            default:
                throw new InvalidOperationException("nothing holds that place");
        }
    }
}
