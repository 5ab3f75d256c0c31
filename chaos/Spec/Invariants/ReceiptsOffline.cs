using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Finds what a region received though it was first sent while the region was switched off. Whoever had DNS's answer from before the
/// switch sends to it a moment later; so long that proves nothing. Nor does what was sent while the other region was unhealthy: Route 53
/// answers with records of weight 0 when no other is healthy, and so does the router.
/// </summary>
internal sealed class ReceiptsOffline(Evidence evidence, FaultEpisode fault, Region region, IReadOnlyList<FaultEpisode> all)
{
    /// <summary>Each receipt.</summary>
    public IEnumerable<Trace> Find()
    {
        var nowhereElse = TimesWithoutAnother();
        var sentBefore = new HashSet<string>();
        var sentMeanwhile = new HashSet<string>();
        var knownFrom = SourceKnowsFrom(fault.Effective!.At);
        foreach (var e in evidence.Lives.Of(Components.RecordSource).SelectMany(l => l.Events).Where(e => e.Event == HistoryEvents.Publishing))
            (fault.Contains(e.At) && e.At >= knownFrom && !nowhereElse.Any(t => t.From <= e.At && e.At < t.Until) ? sentMeanwhile : sentBefore).Add(e.Record!);
        sentMeanwhile.ExceptWith(sentBefore);
        return Stage.All.Select(s => Components.Container(region, s))
            .SelectMany(c => evidence.Lives.Of(c))
            .SelectMany(l => l.Events)
            .Where(e => e.Event == HistoryEvents.Received && e.Record is not null && sentMeanwhile.Contains(e.Record))
            .Select(e => new Trace(e.Record, $"was offline and {e.Component} received it at {Trace.Time(e.At)} (life {e.Life}, event {e.Seq})"));
    }

    // As the router told its verdicts on the other region. A new life of the router begins with healthy regions.
    private List<(DateTimeOffset From, DateTimeOffset Until)> TimesWithoutAnother()
    {
        var times = new List<(DateTimeOffset, DateTimeOffset)>();
        var lives = evidence.Lives.Of(Components.DnsRouter).ToList();
        foreach (var (i, life) in lives.Index())
        {
            DateTimeOffset? from = null;
            foreach (var e in life.Events.Where(e => e is { Event: HistoryEvents.State, Target: DnsNames.In } && e.Region == region.Peer.Name))
            {
                if (e.State == "unhealthy")
                    from ??= e.At;
                else if (e.State == "healthy" && from is { } since)
                {
                    times.Add((since, e.At + WorkDuringFault.Echo));
                    from = null;
                }
            }

            if (from is { } still)
                times.Add((still, i + 1 < lives.Count ? lives[i + 1].Events[0].At + WorkDuringFault.Echo : DateTimeOffset.MaxValue));
        }

        return times;
    }

    // A source that stood still at the moment of the switch may have DNS's answer from before it in its socket, and reads it when it goes on.
    private DateTimeOffset SourceKnowsFrom(DateTimeOffset switched)
    {
        var known = switched;
        foreach (var still in all.Where(e => e is { Target: Components.RecordSource, Kind: "pause" or "disconnect", Injecting: not null, Recovered: not null })
            .OrderBy(e => e.Injecting!.At))
        {
            if (still.Injecting!.At <= known + WorkDuringFault.Echo && still.Recovered!.At > known)
                known = still.Recovered.At;
        }

        return known + WorkDuringFault.Echo;
    }
}
