using System.Text.Json;
using ActiveActive.Aurora.Control;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Scenarios;
using Npgsql;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Where the writers are and how far replication is behind. Each reading asks every database on both sides, so one is taken at most once
/// a second however often the lab is looked at, and whoever looks waits for it a short time only: what is not known by then is told from
/// the reading before, and after some seconds as not known.
/// </summary>
internal sealed class ReplicationView(LabParts parts, ControlPlane plane, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<Reading>? _reading;
    private long _begun;
    private volatile Reading? _last;

    /// <summary>Adds what is known to a status.</summary>
    public async Task<LabStatus> AddToAsync(LabStatus status, CancellationToken cancellation)
    {
        var reading = Current();
        await Task.WhenAny(reading, Task.Delay(Patience, time, cancellation));
        if (reading.IsCompletedSuccessfully)
            _last = await reading;
        var last = _last;
        return last is null || time.GetElapsedTime(last.At) > Stale
            ? status with { GlobalDatabases = [.. Topology.Databases.Select(Unknown)], Replication = [] }
            : status with { GlobalDatabases = last.Databases, Replication = last.Replication };
    }

    private Task<Reading> Current()
    {
        lock (_lock)
        {
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_begun) >= Fresh))
            {
                _begun = time.GetTimestamp();
                _reading = ReadAsync();
            }

            return _reading;
        }
    }

    private async Task<Reading> ReadAsync()
    {
        var routes = WritersAsync();
        var fenced = parts.LookedAt.Values.SelectMany(p => p.Instances).ToDictionary(i => i.Name, FencedAsync);
        var aurora = Task.WhenAll(parts.LookedAt.Values.Select(p => p.StatusAsync(default)));
        var table = parts.TableIsShared ? Task.FromResult<StoreReplication[]>([]) : Task.WhenAll(Region.All.Select(TableAsync));
        var writers = await routes;
        var databases = new List<GlobalDatabaseStatus>();
        foreach (var database in Topology.Databases)
        {
            var open = plane.OpenOf(database);
            var sides = new List<GlobalDatabaseSide>();
            foreach (var region in Region.All)
                sides.Add(new GlobalDatabaseSide(region.Name, (await fenced[Components.Instance(region, Topology.PairOf(database))])?.Contains(database)));
            databases.Add(new GlobalDatabaseStatus(
                database, writers?.GetValueOrDefault(database), sides, open.PendingFence?.Name, open.Lacking?.Ids ?? [], open.Problem));
        }

        var byStore = (await aurora).SelectMany(s => s)
            .Select(s => new StoreReplication(
                s.Database, s.Into.Name, s.RowsBehind, s.BytesBehind, s.Lag?.TotalSeconds, s.Enabled is { } on ? !on : null, s.Problem))
            .Concat(await table)
            .ToLookup(s => s.Store);
        return new Reading(time.GetTimestamp(), databases, [.. Stage.All.SelectMany(s => byStore[s.Name])]);
    }

    private async Task<Dictionary<string, string>?> WritersAsync()
    {
        try
        {
            var routes = await new RouterClient(parts, time).ReadAsync(default);
            return Topology.Databases.Select(d => (Database: d, Route: routes.SingleOrDefault(r => r.Name == DnsNames.Writer(d))))
                .Where(w => w.Route?.Active is not null)
                .ToDictionary(w => w.Database, w => w.Route!.Active!);
        }
        catch (LabEnvironmentException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<string>?> FencedAsync(AuroraInstance instance)
    {
        try
        {
            return await new WriterFence(instance).FencedAsync(default);
        }
        catch (Exception silent) when (silent is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The emulator's own account of the table's replica in a region.</summary>
    private async Task<StoreReplication> TableAsync(Region region)
    {
        try
        {
            using var limit = new CancellationTokenSource(Fresh, time);
            using var answer = JsonDocument.Parse(await parts.Http.GetStringAsync(new Uri($"http://{parts.Aws(region)}/_lab/status"), limit.Token));
            var inflow = answer.RootElement.GetProperty("tables").EnumerateArray()
                .Where(t => t.GetProperty("name").GetString() == Topology.Table)
                .SelectMany(t => t.GetProperty("replication").EnumerateArray())
                .SingleOrDefault(r => r.GetProperty("peer").GetString() == region.Peer.AwsName);
            return inflow.ValueKind == JsonValueKind.Undefined
                ? Silent("the table is not replicated")
                : new StoreReplication(
                    Topology.Table,
                    region.Name,
                    inflow.GetProperty("pending") is { ValueKind: JsonValueKind.Number } pending ? pending.GetInt64() : null,
                    BytesBehind: null,
                    inflow.GetProperty("secondsBehind") is { ValueKind: JsonValueKind.Number } seconds ? seconds.GetDouble() : null,
                    inflow.GetProperty("paused").GetBoolean(),
                    inflow.GetProperty("problem").GetString());
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException)
        {
            return Silent($"{Components.Aws(region)} does not answer at /_lab/status");
        }

        StoreReplication Silent(string why) => new(Topology.Table, region.Name, null, null, null, null, why);
    }

    private static GlobalDatabaseStatus Unknown(string database) => new(
        database, null, [.. Region.All.Select(r => new GlobalDatabaseSide(r.Name, null))], null, [], "neither the router nor the databases answered in time");

    private sealed record Reading(long At, IReadOnlyList<GlobalDatabaseStatus> Databases, IReadOnlyList<StoreReplication> Replication);
}
