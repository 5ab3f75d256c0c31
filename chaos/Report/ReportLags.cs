using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Report;

/// <summary>How long replication took, by store: of every moment the change that took longest.</summary>
internal static class ReportLags
{
    // Half a second is a moment in a short run; a long one is divided into so many.
    private const double ShortestMoment = 0.5;
    private const int MostMoments = 400;

    public static IReadOnlyList<ReportLag> Of(Evidence evidence, DateTimeOffset began)
    {
        var changes = Stage.All.ToDictionary(s => s.Name, _ => new List<(double At, double Ms)>());
        foreach (var (replica, rows) in evidence.Stores)
        {
            foreach (var row in rows)
            {
                if (row.AppliedAt is { } applied && applied >= began && changes.TryGetValue(replica.Store, out var of))
                    of.Add(((applied - began).TotalSeconds, (applied - row.StoredAt).TotalMilliseconds));
            }
        }

        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Replicated, Store: { } store, Milliseconds: { } ms } && e.At >= began && changes.TryGetValue(store, out var of))
                of.Add(((e.At - began).TotalSeconds, ms));
        }

        return [.. changes.Where(c => c.Value.Count > 0).Select(c => Thinned(c.Key, c.Value))];
    }

    private static ReportLag Thinned(string store, List<(double At, double Ms)> changes)
    {
        var moment = Math.Max(ShortestMoment, changes.Max(c => c.At) / MostMoments);
        var worst = changes.GroupBy(c => Math.Floor(c.At / moment)).OrderBy(g => g.Key).Select(g => g.MaxBy(c => c.Ms)).ToList();
        return new ReportLag(store, [.. worst.Select(c => Math.Round(c.At, 2))], [.. worst.Select(c => Math.Round(c.Ms, 1))]);
    }
}
