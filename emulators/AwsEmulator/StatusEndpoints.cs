using System.Reflection;
using System.Text.Json.Serialization;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Replication;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.AwsEmulator.Storage;

namespace ActiveActive.AwsEmulator;

/// <summary>Says how the emulator is: to LocalStack's clients in their form, to the lab in its own.</summary>
internal static partial class StatusEndpoints
{
    private static readonly string Version =
        typeof(StatusEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Maps /_localstack/health and /_lab/status.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        var health = new LocalStackHealth(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["dynamodb"] = "running", ["sqs"] = "running" }, "activeactive", Version);
        routes.MapGet("/_localstack/health", context =>
            context.Response.WriteAsJsonAsync(health, StatusJson.Default.LocalStackHealth, cancellationToken: context.RequestAborted));
        routes.MapGet("/_lab/status", context =>
            context.Response.WriteAsJsonAsync(Read(context.RequestServices), StatusJson.Default.LabStatus, cancellationToken: context.RequestAborted));
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
    [JsonSerializable(typeof(LabStatus))]
    private sealed partial class StatusJson : JsonSerializerContext;
}
