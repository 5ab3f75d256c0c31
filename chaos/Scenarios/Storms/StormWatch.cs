using ActiveActive.Spec;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Scenarios.Storms;

/// <summary>
/// Looks at the lab while the storm blows: often enough to follow it, and so seldom that looking is not a load of its own. Now and
/// then it judges what can be judged already.
/// </summary>
internal sealed class StormWatch(ScenarioContext context)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan JudgeEvery = TimeSpan.FromSeconds(30);

    /// <summary>Judging reads all there is, so it takes at most one part in so many of the time.</summary>
    private const int ShareOfJudging = 20;

    /// <summary>Looking is mostly waiting for what is failed.</summary>
    private const int ShareOfLooking = 4;

    /// <summary>Looks until the stop, or until something is wrong.</summary>
    /// <returns>What is wrong, in words; null when nothing was until the stop.</returns>
    public async Task<string?> UntilSomethingIsWrongAsync(CancellationToken stop)
    {
        var time = context.Lab.Time;
        var began = time.GetTimestamp();
        var (look, judge) = (LookEvery, JudgeEvery);
        while (await time.UntilAsync(began, look < judge ? look : judge, stop))
        {
            var from = time.GetElapsedTime(began);
            if (judge <= look)
            {
                if (await JudgeAsync(stop) is { } wrong)
                    return wrong;
                judge = Next(JudgeEvery, ShareOfJudging);
            }
            else
            {
                await LookAsync(stop);
                look = Next(LookEvery, ShareOfLooking);
            }

            TimeSpan Next(TimeSpan every, int share)
            {
                var took = time.GetElapsedTime(began) - from;
                return from + (took * share > every ? took * share : every);
            }
        }

        return null;
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            await context.Lookout.LookAsync(stop);
        }
        catch (Exception blind) when (!context.Cancellation.IsCancellationRequested)
        {
            // Whoever looks for the user's sake must not end what is looked at.
            if (!stop.IsCancellationRequested)
                context.Say($"the lab could not be looked at: {blind.Message}");
        }
    }

    private async Task<string?> JudgeAsync(CancellationToken stop)
    {
        try
        {
            var at = context.Lab.Time.GetUtcNow();
            var evidence = await context.Lab.GatherAsync(stop);
            var violations = RunningJudge.Judge(evidence.Places, evidence.Histories, context.StartedAt);
            if (violations.Count == 0)
            {
                context.Say(new HeldSoFar(at, RunningJudge.Judged));
                return null;
            }

            return $"{VerdictText.Line(violations[0])}{(violations.Count > 1 ? $", and {violations.Count - 1} more" : "")}";
        }
        catch (Exception unread) when (!context.Cancellation.IsCancellationRequested)
        {
            // The verdict at the end has the whole evidence; this one is only early.
            if (!stop.IsCancellationRequested)
                context.Say($"what there is so far could not be judged: {unread.Message}");
            return null;
        }
    }
}
