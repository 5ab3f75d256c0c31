using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Report;

/// <summary>The faults of a run, as the lab told of them: planned ones and those by hand.</summary>
internal static class ReportFaults
{
    public static IReadOnlyList<ReportFault> Of(IReadOnlyList<HistoryEvent> history, DateTimeOffset began)
    {
        var byId = new Dictionary<string, List<HistoryEvent>>();
        foreach (var e in history)
        {
            if (e is not { Component: Components.Lab, Fault: { } id } || e.At < began)
                continue;
            if (!byId.TryGetValue(id, out var events))
                byId[id] = events = [];
            events.Add(e);
        }

        return [.. byId.Values.Where(events => events.Exists(e => e.Target is not null)).Select(events => Fault(events, began))];
    }

    private static ReportFault Fault(List<HistoryEvent> events, DateTimeOffset began)
    {
        var effective = events.Find(e => e.Event == HistoryEvents.FaultEffective);
        var recovering = events.Find(e => e.Event == HistoryEvents.FaultRecovering);
        var recovered = events.Find(e => e.Event == HistoryEvents.FaultRecovered);
        var told = events.Find(e => e.Target is not null)!;
        return new ReportFault(
            told.Target!, told.Kind ?? "?", Since(effective), Since(recovering ?? recovered),
            recovering is not null && recovered is not null ? Math.Round((recovered.At - recovering.At).TotalSeconds, 2) : null,
            told.By, effective?.Detail ?? events.Find(e => e.Event is HistoryEvents.FaultIneffective or HistoryEvents.FaultGivenUp)?.Detail);

        double? Since(HistoryEvent? e) => e is null ? null : Math.Round((e.At - began).TotalSeconds, 2);
    }
}
