using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Report;

/// <summary>How long records took at each stage and from end to end, by the components' own clocks.</summary>
public static class ReportLatencies
{
    /// <summary>Upper bounds of the classes, in milliseconds; each is about twice the one before.</summary>
    public static readonly IReadOnlyList<double> BoundsMs = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

    private const string EndToEnd = "end to end";

    /// <summary>By stage: from the first time that a record was received until it was first removed from the in-queue; then from publishing to delivery.</summary>
    public static IReadOnlyList<ReportLatency> Of(IReadOnlyList<HistoryEvent> history, DateTimeOffset since)
    {
        var received = new Dictionary<(string, string), DateTimeOffset>();
        var took = Stage.All.Select(s => s.Name).Append(EndToEnd).ToDictionary(name => name, _ => new List<double>());
        var done = new HashSet<(string, string)>();
        foreach (var e in history.Where(e => e.At >= since))
        {
            if (e.Record is not { } record)
                continue;
            var (stage, begins, ends) = e switch
            {
                { Event: HistoryEvents.Publishing } => (EndToEnd, true, false),
                { Event: HistoryEvents.Delivered, Fresh: true } => (EndToEnd, false, true),
                { Event: HistoryEvents.Received } => (StageOf(e.Component), true, false),
                { Event: HistoryEvents.Removed } => (StageOf(e.Component), false, true),
                _ => (null, false, false),
            };
            if (stage is null)
                continue;
            if (begins)
                received.TryAdd((stage, record), e.At);
            else if (ends && received.TryGetValue((stage, record), out var from) && done.Add((stage, record)))
                took[stage].Add((e.At - from).TotalMilliseconds);
        }

        return [.. took.Where(t => t.Value.Count > 0).Select(t => Summary(t.Key, t.Value))];
    }

    private static ReportLatency Summary(string name, List<double> times)
    {
        times.Sort();
        var counts = new int[BoundsMs.Count + 1];
        foreach (var time in times)
        {
            var class_ = 0;
            while (class_ < BoundsMs.Count && time > BoundsMs[class_])
                class_++;
            counts[class_]++;
        }

        return new ReportLatency(name, times.Count, At(0.5), At(0.95), At(0.99), Math.Round(times[^1], 1), counts);

        // The smallest time that so large a part of all did not exceed.
        double At(double part) => Math.Round(times[Math.Max(0, (int)Math.Ceiling(times.Count * part) - 1)], 1);
    }

    private static string? StageOf(string component) =>
        component.IndexOf('/') is > 0 and var slash && Stage.All.Any(s => s.Name == component[(slash + 1)..]) ? component[(slash + 1)..] : null;
}
