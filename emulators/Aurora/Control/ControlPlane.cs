using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using Npgsql;

namespace ActiveActive.Aurora.Control;

/// <summary>
/// The control plane of all global databases. It moves writers, one operation at a time on each database, and keeps watch over what an
/// operation had to leave open: an old writer that did not answer is fenced as soon as it does, and what the promoted side lacks of it is
/// told, once and exactly, and again when replication has brought it. Nothing is ever published or written again.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(15);

    private readonly IReadOnlyDictionary<string, Keeper> _keepers;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="history">Where fences and lacking rows are told.</param>
    public ControlPlane(IEnumerable<AuroraPair> pairs, IWriterEndpoint endpoint, IHistory history, TimeProvider time)
    {
        _time = time;
        _keepers = pairs
            .SelectMany(pair => pair.Instances[0].Options.Databases.Select(name => new GlobalDatabase(name, pair, endpoint, time)))
            .ToDictionary(database => database.Name, database => new Keeper(database, history, time));
        _watching = WatchAsync();
    }

    /// <summary>
    /// Brings every database into the state that its endpoint says: at the start, and after a control plane that died in the middle of
    /// an operation. A secondary that does not answer is left to the watch.
    /// </summary>
    /// <exception cref="AuroraException">A writer does not answer.</exception>
    public Task ReconcileAsync(CancellationToken cancellation) => Task.WhenAll(_keepers.Values.Select(k => k.ReconcileAsync(cancellation)));

    /// <summary>The region of a database's writer, by its endpoint.</summary>
    public Task<Region> WriterAsync(string database, CancellationToken cancellation) => _keepers[database].Database.WriterAsync(cancellation);

    /// <summary>Moves the writer to the other region and loses nothing.</summary>
    /// <exception cref="AuroraException">It cannot be had; the message says why and that nothing moved.</exception>
    public Task<WriterMove> SwitchOverAsync(string database, CancellationToken cancellation) => _keepers[database].SwitchOverAsync(cancellation);

    /// <summary>Moves the writer to the other region at once; what the old one had not replicated is lacking until it has.</summary>
    /// <exception cref="AuroraException">The other region does not answer; nothing moved.</exception>
    public Task<WriterMove> FailOverAsync(string database, CancellationToken cancellation) => _keepers[database].FailOverAsync(cancellation);

    /// <summary>What is open of a database.</summary>
    public OpenMatters OpenOf(string database) => _keepers[database].Open;

    /// <summary>Waits, a limited time, for what is open to be settled: for those who have just brought an instance back.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var from = _time.GetTimestamp();
        while (_keepers.Values.Any(k => k.Unsettled) && _time.GetElapsedTime(from) < SettleWithin)
        {
            await Task.WhenAll(_keepers.Values.Select(k => k.LookAfterAsync(cancellation)));
            if (_keepers.Values.Any(k => k.Unsettled))
                await Task.Delay(Beat, _time, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
        foreach (var keeper in _keepers.Values)
            keeper.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Beat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
                await Task.WhenAll(_keepers.Values.Select(k => k.LookAfterAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
