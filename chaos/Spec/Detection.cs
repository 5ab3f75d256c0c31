using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.Invariants;

namespace ActiveActive.Spec;

/// <summary>
/// How soon the system itself noticed a fault: the first component that entered FailedDependency because of it, or the first health
/// check of the router that turned unhealthy. Nobody in the system depends on a container by name, so the death of one is noticed by
/// nobody, and that of a part that nobody used meanwhile neither.
/// </summary>
internal static class Detection
{
    private static readonly IReadOnlyList<string> Dependents =
    [
        .. Region.All.SelectMany(r => Stage.All.Select(s => Components.Container(r, s))),
        Components.RecordSource, Components.RecordDestination, Components.DnsRouter,
    ];

    /// <summary>Seconds until each fault was noticed, by its id, as far as it was.</summary>
    public static IReadOnlyDictionary<string, double> Of(Evidence evidence)
    {
        var notices = Dependents.SelectMany(c => evidence.Lives.Of(c)).SelectMany(l => l.Events).Where(IsNotice).OrderBy(e => e.At).ToList();
        var noticed = new Dictionary<string, double>();
        foreach (var fault in FaultEpisode.Of(evidence))
        {
            // From the moment it was about to be made: the system may notice it before the lab has confirmed it.
            if (fault is not { Injecting: { } from, Effective: not null } || from.At < evidence.Run?.StartedAt || FaultTarget.Named(fault.Target) is not { } target)
                continue;
            if (notices.Find(n => n.At > from.At && n.At < (fault.Until ?? DateTimeOffset.MaxValue) && Names(target, n)) is { } first)
                noticed[fault.Id] = Math.Round((first.At - from.At).TotalSeconds, 3);
        }

        return noticed;
    }

    private static bool IsNotice(HistoryEvent e) => e is { Event: HistoryEvents.State, State: LifecycleState.FailedDependency or "unhealthy" };

    // What a component names as failed are queues and databases of its own region, and the writer wherever it is.
    private static bool Names(FaultTarget target, HistoryEvent notice)
    {
        var reason = notice.Detail ?? "";
        bool Here() => notice.Region == target.Region?.Name || notice.Component.StartsWith($"{target.Region}/", StringComparison.Ordinal);
        bool Queue(string queue) => Here() && (notice.State == "unhealthy"
            ? notice.Target == (queue == Topology.FirstQueue ? DnsNames.In : DnsNames.Out(target.Region!))
            : reason.Contains($"queue {queue}:", StringComparison.Ordinal) || reason.Contains($"queue {queue} ", StringComparison.Ordinal));
        bool Store(string store) => reason.Contains($"database {store}:", StringComparison.Ordinal) || notice.Target == DnsNames.Writer(store);
        return target.Sort switch
        {
            FaultTargetSort.Queue => Queue(target.Name),
            FaultTargetSort.Table => Here() && Store(target.Name),
            FaultTargetSort.Database => Store(target.Name),
            FaultTargetSort.Instance => Topology.DatabasesOf(target.Name).Any(Store),
            FaultTargetSort.Aws => Topology.Queues.Any(Queue) || (Here() && Store(Topology.Table)),
            FaultTargetSort.Service when target.Name == Components.DnsRouter => reason.Contains("resolved", StringComparison.Ordinal),
            _ => false,
        };
    }
}
