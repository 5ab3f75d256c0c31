using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using Npgsql;

namespace ActiveActive.Aurora.Control;

/// <summary>Moves the writer of one database, one operation at a time, and remembers what it had to leave open.</summary>
internal sealed class Keeper(GlobalDatabase database, IHistory history, TimeProvider time) : IDisposable
{
    /// <summary>Ids in one line of history.</summary>
    private const int IdsOfALine = 200;

    /// <summary>How long one look at what is open may keep an operation waiting.</summary>
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile OpenMatters _open = new(null, null, null);
    private volatile bool _unsettled;
    private Region? _reportOn;
    private bool _tellOfNone;

    public GlobalDatabase Database => database;

    public OpenMatters Open => _open;

    /// <summary>True while a side is not, or may not be, as the endpoint says.</summary>
    public bool Unsettled => _unsettled || _reportOn is not null;

    public Task ReconcileAsync(CancellationToken cancellation) => AloneAsync(
        async () =>
        {
            _unsettled = true;
            await SettleAsync(cancellation);
            // An earlier control plane may have failed over and not lived to tell what is lacking.
            _reportOn ??= await database.WriterAsync(cancellation);
            _tellOfNone = false;
            if (!_unsettled)
                await ReportAsync(cancellation);
        },
        cancellation);

    public Task<WriterMove> SwitchOverAsync(CancellationToken cancellation) => AloneAsync(
        async () =>
        {
            await database.CheckReplicatesAsync(cancellation);
            _unsettled = true;
            var move = await database.SwitchOverAsync(cancellation);
            _unsettled = false;
            _open = _open with { Problem = null };
            return move;
        },
        cancellation);

    public Task<WriterMove> FailOverAsync(CancellationToken cancellation) => AloneAsync(
        async () =>
        {
            await database.CheckOtherSideAnswersAsync(cancellation);
            // Before it begins: a failover whose end is not heard of may have been made all the same.
            (_unsettled, _reportOn, _tellOfNone) = (true, (await database.WriterAsync(cancellation)).Peer, true);
            var move = await database.FailOverAsync(cancellation);
            _unsettled = !move.OldIsFenced;
            _open = new OpenMatters(
                move.OldIsFenced ? null : move.From, null, move.OldIsFenced ? null : $"{database.In(move.From).Name} did not let itself be fenced");
            try
            {
                if (move.OldIsFenced)
                    await ReportAsync(cancellation);
            }
            catch (Exception silent) when (IsTheirs(silent))
            {
                // It died between the fence and the question; the watch asks again.
            }

            return move;
        },
        cancellation);

    /// <summary>Does what can be done of what is open. What does not answer is asked again next time.</summary>
    public async Task LookAfterAsync(CancellationToken cancellation)
    {
        // While something is being done with the database there is nothing to look after; the next look comes soon.
        if ((!Unsettled && _open.Lacking is null) || _one.CurrentCount == 0)
            return;
        using var limit = new CancellationTokenSource(LookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await AloneAsync(
                async () =>
                {
                    if (_unsettled)
                        await SettleAsync(either.Token);
                    if (!_unsettled && _reportOn is not null)
                        await ReportAsync(either.Token);
                    if (_open.Lacking is { } lacking)
                        await SeeWhetherItCameAsync(lacking, either.Token);
                },
                either.Token);
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it is, the database stays open in status, with the reason.
            _open = _open with { Problem = silent.Message };
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task SettleAsync(CancellationToken cancellation)
    {
        var pending = _open.PendingFence;
        if (!await database.ReconcileAsync(cancellation))
        {
            var secondary = (await database.WriterAsync(cancellation)).Peer;
            _open = _open with { PendingFence = secondary, Problem = $"{database.In(secondary).Name} did not let itself be fenced" };
            return;
        }

        _unsettled = false;
        _open = _open with { PendingFence = null, Problem = null };
        if (pending is not null)
            Tell($"{Components.Database(pending, database.Name)} answered again and was fenced: it refuses writes", pending);
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        var promoted = _reportOn!;
        if (await database.WriterAsync(cancellation) != promoted)
        {
            // The failover was not made, and the side that would have been promoted is a secondary as before.
            _reportOn = null;
            return;
        }

        var lacking = await RowsLacking.FindAsync(database.Name, database.In(promoted.Peer), database.In(promoted), time, cancellation);
        _reportOn = null;
        _open = _open with { Lacking = lacking.Ids.Count == 0 ? null : lacking, Problem = null };
        var where = Components.Database(promoted, database.Name);
        if (lacking.Ids.Count == 0)
        {
            if (!_tellOfNone)
                return;
            Tell($"{where} lacks no row that {promoted.Peer} had accepted", promoted, 0);
            return;
        }

        foreach (var ids in lacking.Ids.Chunk(IdsOfALine))
            Tell($"{where} lacks {ids.Length} rows that {promoted.Peer} had accepted, until replication brings them: {string.Join(' ', ids)}", promoted, ids.Length);
    }

    private async Task SeeWhetherItCameAsync(RowsLacking lacking, CancellationToken cancellation)
    {
        if ((await RowsLacking.NotInAsync(database.In(lacking.On), database.Name, lacking.Ids, cancellation)).Count > 0)
            return;
        var took = time.GetUtcNow() - lacking.FoundAt;
        _open = _open with { Lacking = null, Problem = null };
        history.Write(About(
            string.Create(CultureInfo.InvariantCulture, $"replication brought all {lacking.Ids.Count} rows that {Components.Database(lacking.On, database.Name)} lacked, {took.TotalSeconds:0.0} s after they were found to be lacking"),
            lacking.On,
            lacking.Ids.Count) with
        { Milliseconds = took.TotalMilliseconds });
    }

    private void Tell(string what, Region region, int? count = null) => history.Write(About(what, region, count));

    private HistoryEvent About(string what, Region region, int? count) => new(HistoryEvents.Step)
    {
        Store = database.Name, Region = region.Name, Count = count, By = "aurora", Detail = what,
    };

    private Task AloneAsync(Func<Task> work, CancellationToken cancellation) => AloneAsync(
        async () =>
        {
            await work();
            return true;
        },
        cancellation);

    /// <summary>A failure of PostgreSQL's in the middle leaves the database unsettled, and the watch brings it into line with its endpoint.</summary>
    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        catch (Exception silent) when (silent is NpgsqlException or TimeoutException)
        {
            throw new AuroraException($"{database.Name}: {silent.Message}; it is brought into line with its writer endpoint as soon as both sides answer", silent);
        }
        finally
        {
            _one.Release();
        }
    }

    private static bool IsTheirs(Exception failure) => failure is NpgsqlException or TimeoutException;
}
