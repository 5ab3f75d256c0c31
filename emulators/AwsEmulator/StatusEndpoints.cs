using System.Reflection;
using System.Text.Json.Serialization;
using ActiveActive.AwsEmulator.Storage;

namespace ActiveActive.AwsEmulator;

/// <summary>Says how the emulator is: to LocalStack's clients in their form, to the lab in its own.</summary>
internal static partial class StatusEndpoints
{
    private static readonly string Version =
        typeof(StatusEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Maps /_localstack/health and /_lab/status.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        var (options, journal) = (routes.ServiceProvider.GetRequiredService<EmulatorOptions>(), routes.ServiceProvider.GetRequiredService<Journal>());
        var health = new LocalStackHealth(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["dynamodb"] = "running", ["sqs"] = "running" }, "activeactive", Version);
        routes.MapGet("/_localstack/health", context =>
            context.Response.WriteAsJsonAsync(health, StatusJson.Default.LocalStackHealth, cancellationToken: context.RequestAborted));
        routes.MapGet("/_lab/status", context =>
            context.Response.WriteAsJsonAsync(new LabStatus(options.Region, journal.Figures()), StatusJson.Default.LabStatus, cancellationToken: context.RequestAborted));
    }

    /// <summary>The fields that LocalStack's clients look at.</summary>
    private sealed record LocalStackHealth(IReadOnlyDictionary<string, string> Services, string Edition, string Version);

    private sealed record LabStatus(string Region, JournalFigures Journal);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(LocalStackHealth))]
    [JsonSerializable(typeof(LabStatus))]
    private sealed partial class StatusJson : JsonSerializerContext;
}
