using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Tables;
using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Replication;

/// <summary>
/// Brings one table's changes from one other region, forever: pull what is after the cursor, apply it together with the new
/// cursor as one change of the journal, pull on. A crash of either side at any moment repeats a pull at worst, and applying twice
/// is harmless.
/// </summary>
public sealed class Inflow(
    string table, Peer peer, DynamoStore store, TableFaults faults, ReplicationOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>While a fault holds the inflow, it asks this often what has gathered.</summary>
    private static readonly TimeSpan PausedPeek = TimeSpan.FromMilliseconds(100);

    /// <summary>While a fault adds lag and nothing is old enough, it looks again this often.</summary>
    private static readonly TimeSpan LagStep = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _firstRetry = options.RetryDelay / 10;
    private volatile ReplicaStatus _status = new() { Table = table, Peer = peer.Region };

    /// <summary>How it stands.</summary>
    public ReplicaStatus Status
    {
        get
        {
            var (active, cursor) = Replica() is { } r ? (r.Active, r.Cursor) : (false, 0);
            return _status with { Active = active, Cursor = cursor, Paused = faults.HoldsReplication(table) };
        }
    }

    /// <summary>Runs until it is cancelled or this region no longer has the replica.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var retry = _firstRetry;
        var failing = false;
        logger.Started(table, peer.Region, Replica()?.Cursor ?? 0);
        while (Replica() is { } replica)
        {
            try
            {
                if (!replica.Active)
                    await Activate(cancellation);
                else if (faults.HoldsReplication(table))
                    await Peek(replica, cancellation);
                else
                    await PullOnce(replica, cancellation);
                if (failing)
                    logger.Recovered(table, peer.Region);
                (failing, retry) = (false, _firstRetry);
                _status = _status with { Problem = null };
                continue;
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested && IsTheirs(failed))
            {
                if (failed is PeerException { Problem: PeerProblem.Gone } && replica.Active)
                {
                    logger.FoundGone(table, peer.Region, failed.Message);
                    await Forget();
                    return;
                }

                if (!failing)
                    logger.Failed(table, peer.Region, failed.Message);
                failing = true;
                _status = _status with { Problem = failed.Message, Pending = null, OldestPendingAt = null };
            }

            await Task.Delay(retry, time, cancellation);
            retry = retry * 2 < options.RetryDelay ? retry * 2 : options.RetryDelay;
        }
    }

    private async Task PullOnce((bool Active, string TableId, long Cursor, Stamp Settings) replica, CancellationToken cancellation)
    {
        var batch = await peer.Pull(table, replica.TableId, replica.Cursor, replica.Settings, options.BatchRows, options.PollWait, cancellation);
        if (faults.Lag(table) is { Ticks: > 0 } added)
        {
            batch = DueUnder(added, batch);
            if (batch is { Rows.Count: 0, Remaining: > 0 })
            {
                // Not longer than a little, because the fault may end.
                _status = _status with { Pending = batch.Remaining };
                await Task.Delay(LagStep, time, cancellation);
                return;
            }
        }

        // A fault may have begun while the answer was on its way: it decides at the moment of application.
        var result = await faults.ApplyUnlessHeld(store, new ApplyChanges { Table = table, Region = peer.Region, Batch = batch });
        _status = _status with
        {
            Pending = result is null ? batch.Rows.Count + batch.Remaining : batch.Remaining,
            OldestPendingAt = result is null ? WrittenAt(batch, first: true) : batch.Remaining > 0 ? WrittenAt(batch, first: false) : null,
        };
        if (result is null or { Applied: 0 })
            return;
        var lag = result.Lag.TotalMilliseconds;
        _status = _status with
        {
            Applied = _status.Applied + result.Applied,
            LastLagMilliseconds = lag,
            LargestLagMilliseconds = Math.Max(lag, _status.LargestLagMilliseconds ?? lag),
        };
    }

    /// <summary>Under a fault that adds lag: the rows that are old enough by now. Those that follow are pulled again.</summary>
    private ReplicationBatch DueUnder(TimeSpan lag, ReplicationBatch batch)
    {
        var now = time.GetUtcNow();
        var due = batch.Rows.TakeWhile(r => r.Stamp.At + lag <= now).ToList();
        return due.Count == batch.Rows.Count ? batch : batch with
        {
            Rows = due,
            Cursor = due.Count == 0 ? 0 : due[^1].Sequence,
            Remaining = batch.Remaining + batch.Rows.Count - due.Count,
        };
    }

    private static DateTimeOffset? WrittenAt(ReplicationBatch batch, bool first) =>
        batch.Rows.Count == 0 ? null : batch.Rows[first ? 0 : ^1].Stamp.At;

    /// <summary>Asks how much there is, and since when, without taking any of it.</summary>
    private async Task Peek((bool Active, string TableId, long Cursor, Stamp Settings) replica, CancellationToken cancellation)
    {
        var batch = await peer.Pull(table, replica.TableId, replica.Cursor, replica.Settings, 1, TimeSpan.Zero, cancellation);
        _status = _status with { Pending = batch.Rows.Count + batch.Remaining, OldestPendingAt = WrittenAt(batch, first: true) };
        await Task.Delay(PausedPeek, time, cancellation);
    }

    /// <summary>The answer to the request that creates the table over there was lost: it is repeated until there is one.</summary>
    private async Task Activate(CancellationToken cancellation)
    {
        var (definition, settings, regions) = store.Look(engine => engine.Tables.TryGetValue(table, out var own)
            ? (own.Definition, own.Settings, (string[])[store.Region, .. own.Replicas.Keys.Where(r => r != peer.Region)])
            : throw DynamoException.NoTable(table));
        try
        {
            await peer.Adopt(definition, settings, regions, cancellation);
        }
        catch (PeerException refused) when (refused.Problem == PeerProblem.Refused)
        {
            logger.FoundGone(table, peer.Region, refused.Message);
            await Forget();
            return;
        }

        await store.Run(new AddReplica { Table = table, Region = peer.Region, Active = true });
    }

    private async Task Forget()
    {
        try
        {
            await store.Run(new RemoveReplica { Table = table, Region = peer.Region });
        }
        catch (DynamoException gone) when (gone.Code is "ResourceNotFoundException" or ReadChanges.NotAReplica)
        {
            // Somebody else was quicker.
        }
    }

    private (bool Active, string TableId, long Cursor, Stamp Settings)? Replica() => store.Look(engine =>
        engine.Tables.TryGetValue(table, out var own) && own.Replicas.TryGetValue(peer.Region, out var replica)
            ? (replica.Active, replica.TableId, replica.Cursor, own.SharedAt)
            : ((bool, string, long, Stamp)?)null);

    private static bool IsTheirs(Exception failed) => failed is PeerException or DynamoException or Storage.JournalFailedException;
}
