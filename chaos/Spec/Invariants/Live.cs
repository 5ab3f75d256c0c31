using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Once the last fault is recovered, everything comes to rest within the deadline, and every component works again; otherwise the run
/// is stuck, and it is said where.
/// </summary>
public sealed class Live : IInvariant
{
    /// <inheritdoc/>
    public int Number => 9;

    /// <inheritdoc/>
    public string Name => "live";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.Run;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        if (evidence.Run is not { } run)
        {
            found.Unknown("when the system came to rest is not known without run.json");
            return found.Found("Nothing was measured.");
        }

        var (since, beginning) = run switch
        {
            { LastRecoveryAt: { } recovered } when !(run.PublishedAt > recovered) => (recovered, "the last recovery"),
            { PublishedAt: { } published } => (published, "the last batch was acknowledged"),
            _ => (run.StartedAt, "the start"),
        };
        if (run is { DrainedAt: null, AbortedAt: not null })
        {
            found.Unknown("whether it would have come to rest: it was aborted before that");
            return found.Found("It was aborted before it came to rest.");
        }

        if (run.DrainedAt is not { } drained)
        {
            found.Waits(Text($"not at rest when the evidence was collected; the deadline is {run.DeadlineSeconds:0.#} s after {beginning}"));
            foreach (var waiting in WhatWaited(evidence))
                found.Waits(waiting);
            return found.Found("It did not come to rest.");
        }

        var seconds = (drained - since).TotalSeconds;
        if (seconds > run.DeadlineSeconds)
            found.Waits(Text($"came to rest {seconds:0.###} s after {beginning}, {seconds - run.DeadlineSeconds:0.###} s past the deadline"));
        if (run.Unsteady is { } lacking)
        {
            found.Waits(Text($"everything was at rest, and {run.DeadlineSeconds:0.#} s later the lab was not in its steady state: {lacking}"));
            foreach (var waiting in WhatWaited(evidence))
                found.Waits(waiting);
        }

        return found.Found(Text($"At rest {seconds:0.###} s after {beginning}; the deadline was {run.DeadlineSeconds:0.#} s."));
    }

    private static IEnumerable<string> WhatWaited(Evidence evidence)
    {
        foreach (var queue in evidence.Queues ?? [])
        {
            if (!queue.DeadLetter && queue.Total > 0)
                yield return $"{queue.Region}/{queue.Queue}-queue held {queue.Total} messages";
        }

        foreach (var component in evidence.Lives.All.Select(l => l.Component).Distinct())
        {
            if (Worker.Named(component) is not null && LastState(evidence, component) is { State: not LifecycleState.ProcessRecords } state)
                yield return $"{component} was in {state.State}: {state.Detail ?? "it did not say why"}";
        }

        var unacknowledged = Unacknowledged(evidence);
        if (unacknowledged.Count > 0)
            yield return $"{unacknowledged.Count} records were sent and not acknowledged, {unacknowledged.First()} for one";
    }

    private static HistoryEvent? LastState(Evidence evidence, string component) =>
        evidence.Lives.Of(component).MaxBy(l => l.Began)!.Events.LastOrDefault(e => e.Event == HistoryEvents.State && e.State is not null);

    private static HashSet<string> Unacknowledged(Evidence evidence)
    {
        var open = new HashSet<string>();
        foreach (var life in evidence.Lives.Of(Components.RecordSource))
        {
            open.UnionWith(life.Events.Where(e => e is { Event: HistoryEvents.Publishing, Record: not null }).Select(e => e.Record!));
        }

        open.RemoveWhere(r => evidence.Journeys.Records.TryGetValue(r, out var p) && (p & Progress.Acknowledged) != 0);
        return open;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
