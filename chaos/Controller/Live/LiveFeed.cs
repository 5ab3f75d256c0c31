using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>
/// Looks at the lab for everybody who watches it, once for all of them, and not at all while nobody does. It looks twice a second while
/// something moves or is failed, and every four seconds in a lab that is at rest, unless a history tells of something.
/// </summary>
internal sealed class LiveFeed(ILab lab, Func<RunSummary?> currentRun, ILogger log) : IAsyncDisposable
{
    // Where records wait now was written lately; how many were ever acknowledged is in all of the source's history.
    private const int TailBytes = 2 * 1024 * 1024;
    private const int SourceTailBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CalmAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly LiveLog _written = new();
    private readonly RecordPlaces _places = new();
    private readonly HistoryTail? _tail = lab.HistoryFolder is { } folder ? new HistoryTail(
        folder, component => component == Components.RecordSource ? SourceTailBytes : TailBytes) : null;
    private CancellationTokenSource? _pump;
    private Task _pumping = Task.CompletedTask;
    private int _readers;
    private bool _caughtUp;
    private long _movedAt;
    private string _print = "";

    /// <summary>The past, then what happens, until the reader goes.</summary>
    public async IAsyncEnumerable<SseItem<LiveEvent>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Enter();
        try
        {
            var (past, place) = _written.Begin();
            yield return LiveLog.Item(past);
            while (true)
            {
                var (events, next, changed) = _written.After(place);
                place = next;
                foreach (var e in events)
                    yield return e;
                await changed.WaitAsync(cancellation);
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _pump?.Cancel();
        await _pumping;
    }

    private void Enter()
    {
        lock (_lock)
        {
            if (_readers++ > 0)
                return;
            _pump = new CancellationTokenSource();
            _movedAt = lab.Time.GetTimestamp();
            _pumping = PumpAsync(_pumping, _pump.Token);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_readers == 0)
                _pump!.Cancel();
        }
    }

    private async Task PumpAsync(Task before, CancellationToken stop)
    {
        // Never two at a time: what is read of a history is read once.
        await before;
        await Task.WhenAll(RepeatAsync(LookAsync, RestAsync, stop), RepeatAsync(FollowAsync, token => Task.Delay(Beat, lab.Time, token), stop));
    }

    /// <summary>A look that fails is said and tried again: the page shows by itself that what it has is getting old.</summary>
    private async Task RepeatAsync(Func<CancellationToken, Task> look, Func<CancellationToken, Task> rest, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await look(stop);
                await rest(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                log.LookFailed(failed);
                await Task.Delay(AfterFailure, lab.Time, CancellationToken.None).WaitAsync(stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Until the next look. What happens meanwhile ends the long rest of a lab in which nothing happened.</summary>
    private async Task RestAsync(CancellationToken stop)
    {
        var rested = TimeSpan.Zero;
        do
        {
            await Task.Delay(Quick, lab.Time, stop);
            rested += Quick;
        }
        while (rested < Slow && lab.Time.GetElapsedTime(Interlocked.Read(ref _movedAt)) >= CalmAfter);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var asked = lab.Time.GetUtcNow();
        var status = await lab.ObserveAsync(stop);
        var print = $"{status.Fingerprint()}|{string.Join(',', status.Components.Select(c => c.State))}";
        var run = currentRun();
        if (print != _print || status.Faults.Count > 0 || run is not null)
            Interlocked.Exchange(ref _movedAt, lab.Time.GetTimestamp());
        _print = print;
        lock (_places)
        {
            foreach (var region in Region.All)
            {
                if (status.Components.FirstOrDefault(c => c.Name == Components.Aws(region)) is { } aws)
                    _places.Learn(aws.Address.Split(':')[0], region.Name);
            }
        }

        Catch();
        lock (_places)
        {
            foreach (var queue in status.Queues)
            {
                if (queue.Depth is { } depth)
                    _places.Saw($"{queue.Region}/{queue.Queue}", depth, asked);
            }

            _written.Write(new LiveStatus(status, _tail is null ? null : _places.Acknowledged, _places.OldestSeconds(status.At), run));
        }
    }

    private Task FollowAsync(CancellationToken stop)
    {
        // Before the first look it is not known which host is which region's.
        if (_caughtUp)
            Catch();
        return Task.CompletedTask;
    }

    private void Catch()
    {
        if (_tail is null)
            return;
        lock (_places)
        {
            var read = _tail.Read();
            var moves = read.Select(_places.Take).OfType<LiveMove>().ToList();
            // What lies before the first look places records; nobody needs to see it fly.
            if (_caughtUp && moves.Count > 0)
                _written.Write(moves);
            if (_caughtUp && (moves.Count > 0 || read.Any(IsNews)))
                Interlocked.Exchange(ref _movedAt, lab.Time.GetTimestamp());

            _caughtUp = true;
        }
    }

    // What is served is no news: to look is to ask, and is served as well.
    private static bool IsNews(HistoryEvent e) => e.Component == Components.Lab || e.Event == HistoryEvents.State;
}
