using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>One fault from injection to recovery, as the lab told it.</summary>
internal sealed class FaultEpisode(string id)
{
    public string Id { get; } = id;

    public string? Target { get; private set; }

    public string? Kind { get; private set; }

    public string? By { get; private set; }

    public HistoryEvent? Injecting { get; private set; }

    public HistoryEvent? Effective { get; private set; }

    public HistoryEvent? Held { get; private set; }

    public HistoryEvent? Ineffective { get; private set; }

    public HistoryEvent? GivenUp { get; private set; }

    public HistoryEvent? Recovering { get; private set; }

    public HistoryEvent? Recovered { get; private set; }

    public bool ByHand => By == "hand";

    /// <summary>
    /// The end of the time in which the target must have stood still. Where the beginning of the recovery was not noted, the fault is
    /// known to have held as long as it was last seen to.
    /// </summary>
    public DateTimeOffset? Until => Recovering?.At ?? Held?.At;

    /// <summary>Strictly inside: a deed at the very moment of a boundary is on either side of it.</summary>
    public bool Contains(DateTimeOffset at) => Effective is { } from && Until is { } until && from.At < at && at < until;

    /// <summary>When the controller that told of it told its last, where another came after it; what that one found, it told anew.</summary>
    private DateTimeOffset? LeftAt { get; set; }

    /// <summary>True when it was over, by whatever hand, before a moment; one that never took hold was over at once.</summary>
    public bool EndedBefore(DateTimeOffset moment) => ((Recovered ?? Ineffective ?? GivenUp)?.At ?? LeftAt) < moment;

    /// <summary>All episodes of a history in the order of their first line; an id that is used again begins another.</summary>
    public static IReadOnlyList<FaultEpisode> Of(Evidence evidence)
    {
        var episodes = new List<FaultEpisode>();
        var open = new Dictionary<string, FaultEpisode>();
        var lives = evidence.Lives.Of(Components.Lab).OrderBy(l => l.Began).ToList();
        foreach (var life in lives)
        {
            foreach (var e in life.Events)
            {
                if (e.Fault is not { } id || !e.Event.StartsWith("fault-", StringComparison.Ordinal))
                    continue;
                if (!open.TryGetValue(id, out var episode) || episode.IsOverBefore(e))
                {
                    episodes.Add(episode = new FaultEpisode(id));
                    open[id] = episode;
                }

                episode.Add(e);
            }

            if (life != lives[^1])
                episodes.ForEach(e => e.LeftAt ??= life.Events[^1].At);
        }

        return episodes;
    }

    private bool IsOverBefore(HistoryEvent e) =>
        Recovering is not null && e.Event is HistoryEvents.FaultInjecting or HistoryEvents.FaultEffective;

    private void Add(HistoryEvent e)
    {
        Target ??= e.Target;
        Kind ??= e.Kind;
        By ??= e.By;
        switch (e.Event)
        {
            case HistoryEvents.FaultInjecting:
                Injecting ??= e;
                break;
            case HistoryEvents.FaultEffective:
                Effective ??= e;
                break;
            case HistoryEvents.FaultHeld when Recovering is null:
                Held = e;
                break;
            // Once its recovery began, it need not hold any more: a recovery that needs a second try may have half succeeded.
            case HistoryEvents.FaultIneffective when Recovering is null:
                Ineffective = e;
                break;
            case HistoryEvents.FaultGivenUp:
                GivenUp = e;
                break;
            case HistoryEvents.FaultRecovering:
                Recovering ??= e;
                break;
            case HistoryEvents.FaultRecovered:
                Recovered ??= e;
                break;
        }
    }
}
