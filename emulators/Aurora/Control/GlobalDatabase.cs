using ActiveActive.Aurora.Faults;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using Npgsql;

namespace ActiveActive.Aurora.Control;

/// <summary>
/// One global database: a writer in one region and a fenced secondary in the other. Both ways of moving the writer go by an order in which
/// a control plane may die between any two steps: fence the old writer, take writes at the new one, move the endpoint. Where the
/// endpoint points then says which of the two is to be put right, and <see cref="ReconcileAsync"/> does it.
/// </summary>
internal sealed class GlobalDatabase(string name, AuroraPair pair, IWriterEndpoint endpoint, TimeProvider time)
{
    /// <summary>How long a switchover waits for the replica before it leaves everything as it was.</summary>
    public static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(10);

    /// <summary>How long a failover tries to fence the old writer before it goes on without.</summary>
    public static readonly TimeSpan FenceWithin = TimeSpan.FromSeconds(2);

    /// <summary>How long what was begun may take to be brought to its end, or back, whoever has lost patience.</summary>
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(15);

    /// <summary>Its name: inbound.</summary>
    public string Name => name;

    /// <summary>The instance of a region.</summary>
    public AuroraInstance In(Region region) => pair.In(region);

    /// <summary>The region of its writer, by the endpoint.</summary>
    public Task<Region> WriterAsync(CancellationToken cancellation) => endpoint.WriterAsync(name, cancellation);

    /// <summary>Holds that a switchover can be had: both sides answer and replicate.</summary>
    /// <exception cref="AuroraException">It cannot; the message says why.</exception>
    public async Task CheckReplicatesAsync(CancellationToken cancellation)
    {
        foreach (var side in pair.Instances)
        {
            var faults = new AuroraFaults(side);
            var lacking = await WhySilentAsync(
                async () => await faults.IsRefusedAsync(name, cancellation) ? $"{Components.Database(side.Options.Region, name)} refuses connections"
                    : await faults.IsReplicationPausedAsync(name, cancellation) ? $"replication of {name} into {side.Options.Region} is paused"
                    : null,
                side);
            if (lacking is not null)
                throw new AuroraException($"{name} was not switched over, nothing moved: {lacking}");
        }
    }

    /// <summary>Holds that a failover can be had: the side that would be promoted answers.</summary>
    /// <exception cref="AuroraException">It cannot; the message says why.</exception>
    public async Task CheckOtherSideAnswersAsync(CancellationToken cancellation)
    {
        var other = In((await WriterAsync(cancellation)).Peer);
        var lacking = await WhySilentAsync(
            async () => await new AuroraFaults(other).IsRefusedAsync(name, cancellation) ? $"{Components.Database(other.Options.Region, name)} refuses connections" : null,
            other);
        if (lacking is not null)
            throw new AuroraException($"{name} was not failed over, nothing moved: {lacking}");
    }

    /// <summary>
    /// Moves the writer and loses nothing: the old writer is fenced, the replica receives all that it had accepted, and only then takes
    /// writes itself.
    /// </summary>
    /// <exception cref="AuroraException">A side does not answer, replication is paused, or the replica did not catch up; nothing moved.</exception>
    public async Task<WriterMove> SwitchOverAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var from = await WriterAsync(cancellation);
        var (old, promoted) = (In(from), In(from.Peer));
        try
        {
            if (!await new WriterFence(old).FenceAsync(name, cancellation))
                throw new TimeoutException($"{Components.Database(from, name)} began to refuse connections");
            await pair.WaitUntilReceivedAsync(name, old, promoted, CatchUpWithin, cancellation);
        }
        catch (Exception failure)
        {
            await TakeBackAsync(old, failure);
            if (cancellation.IsCancellationRequested || failure is not (NpgsqlException or TimeoutException))
                throw;
            throw new AuroraException($"{name} was not switched over, nothing moved and {from} takes writes again: {failure.Message}", failure);
        }

        await PromoteAsync(promoted);
        return new WriterMove(name, from, from.Peer, OldIsFenced: true, time.GetElapsedTime(began));
    }

    /// <summary>
    /// Moves the writer at once. What the old one had accepted and not replicated is lacking at the new one until replication brings it.
    /// An old writer that does not answer is left for later: it must be fenced as soon as it does. <see cref="CheckOtherSideAnswersAsync"/>
    /// comes first.
    /// </summary>
    public async Task<WriterMove> FailOverAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var from = await WriterAsync(cancellation);
        var fenced = await TryFenceAsync(from, cancellation);
        await PromoteAsync(In(from.Peer));
        return new WriterMove(name, from, from.Peer, fenced, time.GetElapsedTime(began));
    }

    /// <summary>
    /// Brings both sides into the state that the endpoint says. A secondary that does not answer keeps the writer from nothing.
    /// </summary>
    /// <returns>True when both sides are as they should be; false when the secondary has still to be fenced.</returns>
    public async Task<bool> ReconcileAsync(CancellationToken cancellation)
    {
        var writer = await WriterAsync(cancellation);
        // The fence first: at no time should both take writes that need not.
        var fenced = await TryFenceAsync(writer.Peer, cancellation);
        await new WriterFence(In(writer)).UnfenceAsync(name, cancellation);
        return fenced;
    }

    /// <summary>The old writer takes writes again, whoever has lost patience.</summary>
    private async Task TakeBackAsync(AuroraInstance old, Exception why)
    {
        using var limit = new CancellationTokenSource(FinishWithin, time);
        try
        {
            await new WriterFence(old).UnfenceAsync(name, limit.Token);
        }
        catch (Exception silent) when (silent is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            throw new AuroraException(
                $"{name} was not switched over and nothing moved ({why.Message}), but {old.Name} does not answer any more ({silent.Message}); it takes writes as soon as it does", silent);
        }
    }

    /// <summary>Fences a region's side if it answers soon.</summary>
    private async Task<bool> TryFenceAsync(Region region, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(FenceWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await new WriterFence(In(region)).FenceAsync(name, either.Token);
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested && silent is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>From here on there is only forwards.</summary>
    private async Task PromoteAsync(AuroraInstance promoted)
    {
        using var limit = new CancellationTokenSource(FinishWithin, time);
        await new WriterFence(promoted).UnfenceAsync(name, limit.Token);
        await endpoint.MoveAsync(name, promoted.Options.Region, limit.Token);
        var seen = await WriterAsync(limit.Token);
        if (seen != promoted.Options.Region)
            throw new AuroraException($"the writer endpoint of {name} was moved to {promoted.Options.Region} and answers {seen}");
    }

    private static async Task<string?> WhySilentAsync(Func<Task<string?>> ask, AuroraInstance side)
    {
        try
        {
            return await ask();
        }
        catch (Exception silent) when (silent is NpgsqlException or TimeoutException)
        {
            return $"{side.Name} does not answer ({silent.Message})";
        }
    }
}
