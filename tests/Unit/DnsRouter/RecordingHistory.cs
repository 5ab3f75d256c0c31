using ActiveActive.Contracts.History;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>Keeps history in memory and lets a test wait for a line of it.</summary>
public sealed class RecordingHistory : IHistory
{
    private readonly Lock _gate = new();
    private readonly List<HistoryEvent> _events = [];
    private readonly List<(Func<HistoryEvent, bool> Wanted, TaskCompletionSource<HistoryEvent> Found)> _waiting = [];

    public IReadOnlyList<HistoryEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public void Write(params ReadOnlySpan<HistoryEvent> events)
    {
        lock (_gate)
        {
            foreach (var e in events)
            {
                _events.Add(e);
                foreach (var (wanted, found) in _waiting)
                {
                    if (wanted(e))
                        found.TrySetResult(e);
                }
            }
        }
    }

    /// <summary>The first line that fits, written already or yet to come.</summary>
    public Task<HistoryEvent> Line(string what, Func<HistoryEvent, bool> wanted)
    {
        lock (_gate)
        {
            if (_events.FirstOrDefault(wanted) is { } there)
                return Task.FromResult(there);
            var found = new TaskCompletionSource<HistoryEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, found));
            return Within(found.Task, what);
        }
    }

    private static async Task<HistoryEvent> Within(Task<HistoryEvent> line, string what)
    {
        try
        {
            return await line.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"history did not say within 30 s that {what}");
        }
    }
}
