using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Report;

/// <summary>The lab over the time of a run: what every look saw, thinned to what a screen can show.</summary>
internal static class ReportTimelines
{
    /// <summary>More points than a chart has pixels show nothing more.</summary>
    public const int MostPoints = 800;

    public static ReportTimeline Of(Evidence evidence, DateTimeOffset began)
    {
        var samples = Thinned(evidence.Samples ?? []);
        var acknowledged = evidence.History?.Where(e => e.Event == HistoryEvents.Acknowledged && e.At >= began).Select(e => e.At).Order().ToList();
        var before = samples.Count > 0 ? samples[0].Delivered ?? 0 : 0;
        var names = samples.SelectMany(s => s.Queues.Where(q => q.Value > 0).Select(q => q.Key)).Distinct().ToHashSet();
        return new ReportTimeline(
            [.. samples.Select(s => Math.Round((s.At - began).TotalSeconds, 2))],
            [.. samples.Select(s => (long?)acknowledged?.FindLastIndex(at => at <= s.At) + 1)],
            [.. samples.Select(s => s.Delivered - before)],
            [.. samples.Select(s => s.Queues.Values.All(d => d is not null) ? s.Queues.Values.Sum() : null)],
            samples.SelectMany(s => s.Queues.Keys).Distinct().Where(names.Contains)
                .ToDictionary(name => name, name => (IReadOnlyList<long?>)[.. samples.Select(s => s.Queues.GetValueOrDefault(name))]));
    }

    private static IReadOnlyList<Sample> Thinned(IReadOnlyList<Sample> samples)
    {
        var step = Math.Max(1, (samples.Count + MostPoints - 1) / MostPoints);
        return step == 1 ? samples : [.. samples.Where((_, i) => i % step == 0 || i == samples.Count - 1)];
    }
}
