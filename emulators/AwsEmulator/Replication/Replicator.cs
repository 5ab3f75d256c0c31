using System.Collections.Concurrent;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Replication;

/// <summary>
/// The global table, version 2019.11.21: this region's part of it. Keeps one inflow for each table and other region, and adds
/// and removes replicas.
/// </summary>
public sealed class Replicator(
    DynamoStore store, TableFaults faults, ReplicationOptions options, TimeProvider time, ILogger<Replicator> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<(string Table, string Region), Inflow> _inflows = [];
    private readonly Dictionary<string, Peer> _peers = CreatePeers(store.Region, options, time);

    /// <summary>How every inflow stands.</summary>
    public IReadOnlyList<ReplicaStatus> Status() =>
        [.. _inflows.Values.Select(i => i.Status).OrderBy(s => s.Table, StringComparer.Ordinal).ThenBy(s => s.Peer, StringComparer.Ordinal)];

    /// <summary>
    /// Adds a replica: noted here first, then created there. Without an answer it stays CREATING and goes on being asked for.
    /// </summary>
    /// <exception cref="DynamoException">It cannot be.</exception>
    public async Task<TableDescription> Create(string table, string region, CancellationToken cancellation)
    {
        var peer = Find(region);
        var description = await faults.Run(store, new AddReplica { Table = table, Region = region, Active = false }, cancellation);
        try
        {
            await peer.Adopt(description.Definition, description.Settings, [store.Region, .. description.Replicas.Select(r => r.Region).Where(r => r != region)], cancellation);
            return await store.Run(new AddReplica { Table = table, Region = region, Active = true });
        }
        catch (PeerException failed) when (failed.Problem is PeerProblem.Refused or PeerProblem.Unreachable)
        {
            await store.Run(new RemoveReplica { Table = table, Region = region });
            throw failed.Problem == PeerProblem.Refused
                ? DynamoException.Validation(failed.Message)
                : new DynamoException("InternalServerError", failed.Message);
        }
        catch (PeerException silent)
        {
            logger.Failed(table, region, silent.Message);
            store.ReplicasChanged.Fire();
            return description;
        }
    }

    /// <summary>Removes a replica: the table is deleted there, then taken off the list here.</summary>
    /// <exception cref="DynamoException">It cannot be.</exception>
    public async Task<TableDescription> Delete(string table, string region, CancellationToken cancellation)
    {
        var peer = Find(region);
        try
        {
            await peer.Delete(table, cancellation);
        }
        catch (PeerException failed) when (failed.Problem != PeerProblem.Gone)
        {
            throw new DynamoException("InternalServerError", failed.Message);
        }

        return await faults.Run(store, new RemoveReplica { Table = table, Region = region }, cancellation);
    }

    /// <summary>Gives a replica something otherwise than the rest has.</summary>
    /// <exception cref="DynamoException">It cannot be.</exception>
    public Task<TableDescription> Update(string table, string region, ReplicaOverrides overrides, CancellationToken cancellation) =>
        faults.Run(store, new UpdateReplica { Table = table, Region = Find(region).Region, Overrides = overrides }, cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = store.ReplicasChanged.Next;
            var wanted = store.Look(engine => engine.Tables.Values
                .SelectMany(t => t.Replicas.Keys.Select(r => (Table: t.Definition.Name, Region: r))).ToList());
            foreach (var key in wanted)
            {
                if (!_inflows.ContainsKey(key) && _peers.TryGetValue(key.Region, out var peer))
                    running.Add(Start(key, peer, stoppingToken));
            }

            running.RemoveAll(r => r.IsCompleted);
            await changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task Start((string Table, string Region) key, Peer peer, CancellationToken stopping)
    {
        var inflow = new Inflow(key.Table, peer, store, faults, options, time, logger);
        _inflows[key] = inflow;
        return Task.Run(() => RunToTheEnd(key, inflow, stopping), CancellationToken.None);
    }

    /// <summary>A bug in an inflow ends the process: replication that has silently stopped would be worse.</summary>
    private async Task RunToTheEnd((string Table, string Region) key, Inflow inflow, CancellationToken stopping)
    {
        try
        {
            await inflow.Run(stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Whatever fails now fails because the process ends.
            return;
        }
        catch (Exception bug)
        {
            Environment.FailFast($"Replication broke: {bug}", bug);
        }

        // The replica may have come back while this was ending: off the list first, then have the list looked at again.
        _inflows.TryRemove(key, out _);
        store.ReplicasChanged.Fire();
    }

    private Peer Find(string region) => region == store.Region
        ? throw DynamoException.Validation("Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.")
        : _peers.GetValueOrDefault(region)
            ?? throw DynamoException.Validation($"Unsupported Region {region}: Emulator:Peers names {(_peers.Count == 0 ? "none" : string.Join(", ", _peers.Keys))}");

    private static Dictionary<string, Peer> CreatePeers(string ownRegion, ReplicationOptions options, TimeProvider time)
    {
        var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            UseProxy = false,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        });
        return options.Parse().ToDictionary(p => p.Region, p => new Peer(p.Region, p.Address, http, options, ownRegion, time));
    }
}
