using System.Text.Json.Nodes;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>Makes a sound request unsound, in one place or a few: members missing, renamed, doubled, of another type or value.</summary>
internal static class JsonMutator
{
    /// <summary>Changes a request.</summary>
    public static void Mutate(JsonObject request, SeededChance chance)
    {
        for (var left = 1 + chance.Below(3); left > 0; left--)
        {
            var places = new List<(JsonNode Parent, string? Name, int Index)>();
            Collect(request, places);
            if (places.Count == 0 || chance.Below(12) == 0)
                request[FuzzValues.Text(chance)] = FuzzValues.Any(chance);
            else
                Change(places[chance.Below(places.Count)], chance);
        }

        // A sound wait would be waited for.
        if (request["WaitTimeSeconds"] is JsonValue wait && wait.TryGetValue(out double seconds) && seconds is > 0 and <= 20)
            request["WaitTimeSeconds"] = 0;
    }

    private static void Collect(JsonNode node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    places.Add((members, name, 0));
                    if (value is not null)
                        Collect(value, places);
                }

                break;
            case JsonArray elements:
                for (var i = 0; i < elements.Count; i++)
                {
                    places.Add((elements, null, i));
                    if (elements[i] is { } element)
                        Collect(element, places);
                }

                break;
        }
    }

    private static void Change((JsonNode Parent, string? Name, int Index) place, SeededChance chance)
    {
        if (place.Parent is JsonArray array)
        {
            switch (chance.Below(4))
            {
                case 0:
                    array.RemoveAt(place.Index);
                    break;
                case 1:
                    for (var copies = 1 << chance.Below(8); copies > 0; copies--)
                        array.Add(array[place.Index]?.DeepClone());
                    break;
                default:
                    array[place.Index] = Instead(null, array[place.Index], chance);
                    break;
            }

            return;
        }

        var parent = (JsonObject)place.Parent;
        var name = place.Name!;
        switch (chance.Below(8))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                var moved = parent[name]?.DeepClone();
                parent.Remove(name);
                parent[FuzzValues.Text(chance)] = moved;
                break;
            case 2:
                parent[FuzzValues.Text(chance)] = parent[name]?.DeepClone();
                break;
            default:
                parent[name] = Instead(name, parent[name], chance);
                break;
        }
    }

    private static JsonNode? Instead(string? name, JsonNode? was, SeededChance chance)
    {
        var grammar = name is not null && (name.EndsWith("Expression", StringComparison.Ordinal) || name == "Statement");
        if (grammar && chance.Below(4) > 0)
            return JsonValue.Create(chance.Below(2) == 0 ? FuzzValues.Soup(chance) : Spliced(was?.ToString() ?? "", chance));
        return was?.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number when chance.Below(3) > 0 => FuzzValues.Number(chance),
            System.Text.Json.JsonValueKind.String when chance.Below(3) > 0 => JsonValue.Create(chance.Below(4) == 0 ? Spliced(was.ToString(), chance) : FuzzValues.Text(chance)),
            _ => FuzzValues.Any(chance),
        };
    }

    /// <summary>A text with a piece cut out, doubled, or replaced by something foreign.</summary>
    private static string Spliced(string text, SeededChance chance)
    {
        var from = chance.Below(text.Length + 1);
        var to = from + chance.Below(text.Length - from + 1);
        return chance.Below(3) switch
        {
            0 => text[..from] + text[to..],
            1 => text[..to] + text[from..],
            _ => text[..from] + FuzzValues.Soup(chance) + text[to..],
        };
    }
}
