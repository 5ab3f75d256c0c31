using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.History;

/// <summary>
/// History, taken apart into lives. The lines of all components are interleaved by their clocks; only within one life is the
/// order certain, so everything that depends on order is judged life by life.
/// </summary>
public sealed class Lives
{
    private readonly Dictionary<string, List<Life>> _byComponent = [];

    /// <summary>Sorts <paramref name="history"/> into lives.</summary>
    public Lives(IReadOnlyList<HistoryEvent> history)
    {
        var byName = new Dictionary<(string, string), Life>();
        Life? last = null;
        foreach (var e in history)
        {
            // Runs of one component's events are common, and saves hashing both names.
            if (last is null || !ReferenceEquals(last.Component, e.Component) || !ReferenceEquals(last.Id, e.Life))
                last = Find(byName, e);
            last.Add(e);
        }

        All = [.. byName.Values];
    }

    /// <summary>Every life, in order of appearance.</summary>
    public IReadOnlyList<Life> All { get; }

    /// <summary>The lives of one component in order of appearance; empty when it left no history.</summary>
    public IReadOnlyList<Life> Of(string component) => _byComponent.GetValueOrDefault(component) ?? [];

    /// <summary>True when the component left a history and no event is missing in it.</summary>
    public bool AreWhole(string component) => Of(component) is { Count: > 0 } lives && lives.All(l => l.Whole);

    private Life Find(Dictionary<(string, string), Life> byName, HistoryEvent e)
    {
        if (byName.TryGetValue((e.Component, e.Life), out var known))
            return known;
        var life = new Life(e.Component, e.Life);
        byName.Add((e.Component, e.Life), life);
        if (!_byComponent.TryGetValue(e.Component, out var lives))
            _byComponent.Add(e.Component, lives = []);
        lives.Add(life);
        return life;
    }
}
