using System.Reflection;
using System.Text.Json.Serialization;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Replication;
using ActiveActive.AwsEmulator.Settings;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.AwsEmulator.Storage;

namespace ActiveActive.AwsEmulator;

/// <summary>Says how the emulator is: to LocalStack's clients in their form, to the lab in its own.</summary>
internal static partial class StatusEndpoints
{
    private static readonly string Version =
        typeof(StatusEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>
    /// Answers /_localstack/health before routing, whose tables are made at the first request that needs them: a tenth of the time from
    /// start to health.
    /// </summary>
    public static void UseHealth(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<EmulatorOptions>();
        var states = new[] { "dynamodb", "dynamodbstreams", "sqs" }.ToDictionary(s => s, s => options.Serves(s) ? "running" : "disabled");
        var health = new LocalStackHealth(states, Edition, Version);
        app.Use(next => context => context.Request.Path == "/_localstack/health" && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            ? context.Response.WriteAsJsonAsync(health, StatusJson.Default.LocalStackHealth, cancellationToken: context.RequestAborted)
            : next(context));
    }

    /// <summary>Maps /_localstack/info and /_lab/status.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        var began = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        routes.MapGet("/_localstack/info", context =>
            context.Response.WriteAsJsonAsync(Info(context.RequestServices, began), StatusJson.Default.LocalStackInfo, cancellationToken: context.RequestAborted));
        routes.MapGet("/_lab/status", context =>
            context.Response.WriteAsJsonAsync(Read(context.RequestServices), StatusJson.Default.LabStatus, cancellationToken: context.RequestAborted));
    }

    private static LocalStackInfo Info(IServiceProvider services, DateTimeOffset began)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        // Ids of a session and a machine are LocalStack's, for its telemetry; there is none here, but clients expect texts.
        return new LocalStackInfo(
            Version, Edition, false, $"{Environment.ProcessId}", Environment.MachineName, System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            string.Equals(Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER"), "true", StringComparison.OrdinalIgnoreCase),
            now.UtcDateTime.ToString("s", System.Globalization.CultureInfo.InvariantCulture), (long)(now - began).TotalSeconds);
    }

    private static LabStatus Read(IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var queues = services.GetRequiredService<SqsStore>().Look(engine => engine.Queues.Values.Select(queue =>
        {
            // Whose time has come is visible, whether or not anybody has looked since.
            queue.Surface(now);
            return new QueueStatus(queue.Name, queue.Ready.Count, queue.InFlight, queue.Delayed);
        }).ToArray());
        var inflows = services.GetRequiredService<Replicator>().Status().ToLookup(s => s.Table, StringComparer.Ordinal);
        var tables = services.GetRequiredService<DynamoStore>().Look(engine => engine.Tables.Values.Select(table => (table.Definition.Name, table.ItemCount)).ToArray());
        return new LabStatus(
            services.GetRequiredService<EmulatorOptions>().Region,
            services.GetRequiredService<Journal>().Figures(),
            queues,
            [.. tables.Select(t => new TableStatus(t.Name, t.ItemCount, [.. inflows[t.Name].Select(i => new InflowStatus(i.Peer, i.Pending, SecondsBehind(i, now), i.Paused, i.Problem))]))]);
    }

    private static double? SecondsBehind(ReplicaStatus inflow, DateTimeOffset now) =>
        inflow.OldestPendingAt is { } written ? Math.Max(0, (now - written).TotalSeconds) : inflow.Pending == 0 ? 0 : null;

    private const string Edition = "activeactive";

    private sealed record LocalStackInfo(
        string Version, string Edition, [property: JsonPropertyName("is_license_activated")] bool Licensed, [property: JsonPropertyName("session_id")] string SessionId,
        [property: JsonPropertyName("machine_id")] string MachineId, string System, [property: JsonPropertyName("is_docker")] bool IsDocker,
        [property: JsonPropertyName("server_time_utc")] string ServerTimeUtc, long Uptime);

    /// <summary>The fields that LocalStack's clients look at.</summary>
    private sealed record LocalStackHealth(IReadOnlyDictionary<string, string> Services, string Edition, string Version);

    private sealed record LabStatus(string Region, JournalFigures Journal, QueueStatus[] Queues, TableStatus[] Tables);

    /// <summary>Exact counts, not approximate ones: delayed are those whose delay has not passed.</summary>
    private sealed record QueueStatus(string Name, int Visible, int InFlight, int Delayed);

    private sealed record TableStatus(string Name, long Items, InflowStatus[] Replication);

    /// <summary>What the table lacks of another region's changes, and the age of the oldest; null when that region has not said.</summary>
    private sealed record InflowStatus(string Peer, int? Pending, double? SecondsBehind, bool Paused, string? Problem);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(LocalStackHealth))]
    [JsonSerializable(typeof(LocalStackInfo))]
    [JsonSerializable(typeof(LabStatus))]
    private sealed partial class StatusJson : JsonSerializerContext;
}
