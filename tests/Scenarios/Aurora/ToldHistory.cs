using ActiveActive.Contracts.History;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>History in memory.</summary>
internal sealed class ToldHistory : IHistory
{
    private readonly Lock _lock = new();
    private readonly List<HistoryEvent> _events = [];

    /// <summary>What was told, in words.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_lock)
                return [.. _events.Select(e => e.Detail ?? "")];
        }
    }

    public void Write(params ReadOnlySpan<HistoryEvent> events)
    {
        lock (_lock)
            _events.AddRange(events);
    }
}
