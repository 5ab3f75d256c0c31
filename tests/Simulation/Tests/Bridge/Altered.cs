using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.SimulationTests.Bridge;

/// <summary>A run's evidence with another history, numbered anew, so that what is wrong with it is not the numbering.</summary>
internal static class Altered
{
    /// <summary>The same run with other lines.</summary>
    public static Evidence History(Evidence of, IEnumerable<HistoryEvent> events)
    {
        var seq = new Dictionary<(string, string), long>();
        return Raw(of, [.. events.Select(e => e with { Seq = seq[(e.Component, e.Life)] = seq.GetValueOrDefault((e.Component, e.Life)) + 1 })]);
    }

    /// <summary>The same run with other lines, numbered as they are.</summary>
    public static Evidence Raw(Evidence of, IReadOnlyList<HistoryEvent> events) => With(of, events, of.Stores);

    /// <summary>The same run with other rows in one replica.</summary>
    public static Evidence Rows(Evidence of, Replica replica, Func<StoredRow, StoredRow> change)
    {
        var stores = of.Stores.ToDictionary();
        stores[replica] = [.. stores[replica].Select(change)];
        return With(of, of.History!, stores);
    }

    /// <summary>Without the line at an index.</summary>
    public static Evidence Without(Evidence of, int index) => History(of, of.History!.Where((_, i) => i != index));

    /// <summary>With a line more, after the one at an index.</summary>
    public static Evidence Inserted(Evidence of, int after, HistoryEvent line) => History(of, [.. of.History!.Take(after + 1), line, .. of.History!.Skip(after + 1)]);

    /// <summary>With a line changed.</summary>
    public static Evidence Changed(Evidence of, int index, Func<HistoryEvent, HistoryEvent> change) => History(of, of.History!.Select((e, i) => i == index ? change(e) : e));

    /// <summary>With two lines in each other's place, each at the other's time.</summary>
    public static Evidence Swapped(Evidence of, int one, int two)
    {
        var events = of.History!.ToList();
        (events[one], events[two]) = (events[two] with { At = events[one].At }, events[one] with { At = events[two].At });
        return History(of, events);
    }

    private static Evidence With(Evidence of, IReadOnlyList<HistoryEvent> events, IReadOnlyDictionary<Replica, IReadOnlyList<StoredRow>> stores) => new()
    {
        Run = of.Run, Given = of.Given, History = events, Stores = stores, Queues = of.Queues, Samples = of.Samples, Deliveries = of.Deliveries, Missing = of.Missing,
    };
}
