using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.History;

/// <summary>One life of a component: its events from its start to its end or its death, in the order it wrote them.</summary>
public sealed class Life
{
    internal Life(string component, string id)
    {
        Component = component;
        Id = id;
    }

    /// <summary>Whose life.</summary>
    public string Component { get; }

    /// <summary>Its name among that component's lives.</summary>
    public string Id { get; }

    /// <summary>The events that are there.</summary>
    public IReadOnlyList<HistoryEvent> Events => Written;

    /// <summary>What is missing inside this life, or null. The end may always be missing: whoever is killed writes no more.</summary>
    public string? Hole { get; private set; }

    /// <summary>True when no event is missing before the last one.</summary>
    public bool Whole => Hole is null;

    /// <summary>When it wrote its first event that is there.</summary>
    public DateTimeOffset Began => Written[0].At;

    internal List<HistoryEvent> Written { get; } = [];

    internal void Add(HistoryEvent e)
    {
        var expected = Written.Count == 0 ? 1 : Written[^1].Seq + 1;
        if (e.Seq != expected)
        {
            Hole ??= e.Seq > expected
                ? $"history of {Component}, life {Id}: {Range(expected, e.Seq - 1)} missing"
                : $"history of {Component}, life {Id}: event {e.Seq} follows event {expected - 1}";
        }

        Written.Add(e);
    }

    private static string Range(long from, long to) => from == to ? $"event {from} is" : $"events {from} to {to} are";
}
