using System.Globalization;
using System.Text.Json;

namespace ActiveActive.Cli.Labs;

/// <summary>What docker-compose.yml would make here, as Compose itself reads it: containers by name, their images, the machine's ports they take.</summary>
internal sealed record ComposePlan(IReadOnlySet<string> Names, IReadOnlyList<PlannedImage> Images, IReadOnlyList<PlannedPort> Ports)
{
    /// <summary>Reads what 'docker compose config --format json' printed.</summary>
    public static ComposePlan Read(string json)
    {
        using var config = JsonDocument.Parse(json);
        var services = config.RootElement.GetProperty("services").EnumerateObject().ToList();
        return new ComposePlan(
            services.Select(s => Of(s.Value, "container_name")).OfType<string>().ToHashSet(),
            [
                .. services.Select(s => new PlannedImage(s.Value.GetProperty("image").GetString()!, Of(s.Value, "pull_policy") != "never" && Of(s.Value, "build") is null))
                    .DistinctBy(i => i.Name),
            ],
            [
                .. services.Where(s => s.Value.TryGetProperty("ports", out _)).SelectMany(s => s.Value.GetProperty("ports").EnumerateArray()
                    .Select(p => new PlannedPort(s.Name, int.Parse(p.GetProperty("published").GetString()!, CultureInfo.InvariantCulture), p.GetProperty("protocol").GetString() == "udp"))),
            ]);
    }

    private static string? Of(JsonElement service, string key) => service.TryGetProperty(key, out var value) ? value.ToString() : null;
}

/// <summary>An image that a container needs.</summary>
/// <param name="MayBePulled">False for one that is made on this machine only.</param>
internal sealed record PlannedImage(string Name, bool MayBePulled);

/// <summary>A port of 127.0.0.1 that a container takes.</summary>
internal sealed record PlannedPort(string Service, int Number, bool Udp);
