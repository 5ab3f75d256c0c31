using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// While a component was failed it did none of its work. A run whose faults were only pretended proves nothing, so each fault of the
/// plan must have been seen to take effect and to hold until its recovery, and between the two the target must have left no trace.
/// Faults by hand count as faults and are reported, but nobody promised how they would go.
/// </summary>
public sealed class FaultsWereReal : IInvariant
{
    private static readonly string[] MayHaveNone = ["baseline"];

    /// <inheritdoc/>
    public int Number => 7;

    /// <inheritdoc/>
    public string Name => "the faults were real";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.Run | EvidenceKinds.History | EvidenceKinds.Stores;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        if (evidence.Run is not { } run)
        {
            found.Unknown("which faults were planned is not known without run.json");
            return found.Found("No fault was judged.");
        }

        var episodes = FaultEpisode.Of(evidence);
        var labIsWhole = evidence.Lives.AreWhole(Components.Lab);
        var real = 0;
        foreach (var planned in run.Plan)
            JudgePlanned(planned);
        var realOfPlan = real;
        var ids = run.Plan.Select(p => p.Id).ToHashSet();
        // A kept lab's history tells of what was over before the run, too.
        var unplanned = episodes.Where(e => !ids.Contains(e.Id) && !e.EndedBefore(run.StartedAt)).ToList();
        foreach (var other in unplanned.Where(e => !e.ByHand && e.By != "itself" && e.GivenUp is null))
            JudgeEpisode(other, other.Target);

        foreach (var crash in unplanned.Where(e => e.By == "itself"))
            found.Violated(null, crash.Target, $"ended by itself: {crash.Effective?.Detail ?? "no reason given"}");

        var byHand = unplanned.Where(e => e.ByHand).ToList();
        if (real == 0 && byHand.All(e => e.Effective is null) && found.Clean && !(run.Plan.Count == 0 && MayHaveNone.Contains(run.Scenario)))
        {
            if (run.AbortedAt is not null)
                found.Unknown("whether a fault would have taken effect: the run was aborted before one did");
            else if (labIsWhole)
                found.Violated(null, Components.Lab, $"no fault took effect, and {run.Scenario} is about faults");
            else
                found.Unknown("whether any fault took effect: the lab's history is not whole");
        }

        var covered = run.Plan.Count(p => p.CoveredBy is not null);
        return found.Found($"{realOfPlan} of {run.Plan.Count - covered} planned faults took effect and held, {covered} more were covered by others; {byHand.Count} came by hand.");

        void JudgePlanned(ExpectedFault planned)
        {
            if (planned.CoveredBy is { } cover)
            {
                if (run.Plan.All(p => p.Id != cover))
                    found.Unknown($"{planned.Id} ({planned.Kind} {planned.Target}) is covered by {cover}, which the plan does not have");
                return;
            }

            var own = episodes.Where(e => e.Id == planned.Id).ToList();
            if (own.Count == 0)
                found.Unknown($"{planned.Id} ({planned.Kind} {planned.Target}): the lab's history does not mention it");
            foreach (var episode in own)
                JudgeEpisode(episode, planned.Target);
        }

        void JudgeEpisode(FaultEpisode episode, string? planned)
        {
            var name = $"{episode.Id} ({episode.Kind} {episode.Target})";
            if (episode.Target != planned)
                found.Violated(null, episode.Target, $"{name}: the plan failed {planned}");
            else if (FaultTarget.Named(episode.Target) is not { } target)
                found.Unknown($"{name}: there is no such target, so nothing is known of its work");
            else if (IsProven(episode, name) && LeftNoTrace(episode, target, name))
                real++;
        }

        bool IsProven(FaultEpisode episode, string name)
        {
            // Who aborts a run also aborts the injection that goes on just then, and what it had done of it is undone.
            var cutShort = run.AbortedAt is not null && episode is { Effective: null, Recovering: not null };
            if (episode.GivenUp is { } given)
                found.Unknown($"{name} could not be injected: {given.Detail ?? "no reason given"}");
            else if (episode.Ineffective is { } ineffective && !cutShort)
                found.Violated(null, episode.Target, $"{name} was found not to hold: {ineffective.Detail ?? "no reason given"}");
            else if (Unproven(episode) is not { } lacking)
                return true;
            else if (labIsWhole && episode.Recovering is not null && run.AbortedAt is null)
                found.Violated(null, episode.Target, $"{name} {lacking}");
            else
                found.Unknown($"{name} {lacking}, as far as the lab's history goes");
            return false;
        }

        bool LeftNoTrace(FaultEpisode episode, FaultTarget target, string name)
        {
            if (target.Sort is FaultTargetSort.Queue && evidence.Lives.Of(Components.Aws(target.Region!)).Count == 0)
            {
                found.Unknown($"{name}: what the queue served is not known without the history of {Components.Aws(target.Region!)}");
                return false;
            }

            if (target.Sort is FaultTargetSort.Writer && Region.All.All(r => r.Name != episode.Effective!.Region))
            {
                found.Unknown($"{name}: the lab's history does not say which region lost the writer");
                return false;
            }

            var traces = 0;
            foreach (var (record, what, certain) in new WorkDuringFault(evidence, episode, target, episodes).Find())
            {
                traces++;
                if (certain)
                    found.Violated(record, episode.Target, $"{name} held, and yet it {what}");
                else
                    found.Unknown($"{name}: {episode.Target} {what}, which a missing line of history may explain");
            }

            return traces == 0;
        }
    }

    private static string? Unproven(FaultEpisode episode) => episode switch
    {
        { Effective: null } => "was never seen to take effect",
        { Effective.Detail: null or "" } => "took effect without evidence",
        { Held: null } => "was not seen to hold before its recovery",
        { Held.Detail: null or "" } => "held without evidence",
        { Recovering: null } => "was never recovered",
        _ => null,
    };
}
