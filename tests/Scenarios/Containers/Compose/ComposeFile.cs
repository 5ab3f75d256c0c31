using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>
/// The topology as Compose itself reads it: anchors, merges, overlays and variables are resolved. It knows exactly the keys that
/// these records have; any other one is refused, so that nothing of docker-compose.yml is silently left out of a lab.
/// </summary>
internal sealed record ComposeFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new GoDurationConverter() },
    };

    /// <summary>The project.</summary>
    public required string Name { get; init; }

    /// <summary>What becomes a container.</summary>
    public required IReadOnlyDictionary<string, ComposeService> Services { get; init; }

    /// <summary>What containers hang in.</summary>
    public required IReadOnlyDictionary<string, ComposeNetwork> Networks { get; init; }

    /// <summary>What survives containers.</summary>
    public required IReadOnlyDictionary<string, ComposeVolume> Volumes { get; init; }

    /// <summary>Reads what 'docker compose config --format json' prints.</summary>
    /// <exception cref="InvalidDataException">A key that the reader does not know; the message names it and its service.</exception>
    public static ComposeFile Parse(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        // Extensions are where anchors stand; they say nothing by themselves.
        foreach (var extension in root.Select(m => m.Key).Where(k => k.StartsWith("x-", StringComparison.Ordinal)).ToList())
            root.Remove(extension);
        try
        {
            return root.Deserialize<ComposeFile>(Options)!;
        }
        catch (JsonException unknown)
        {
            throw new InvalidDataException(
                $"the reader of docker-compose.yml in tests/Scenarios/Containers/Compose does not understand {unknown.Path}: {unknown.Message}", unknown);
        }
    }
}
