using ActiveActive.Faults;
using ActiveActive.Faults.Storm;
using ActiveActive.Scenarios.Storms;

namespace ActiveActive.Scenarios;

/// <summary>
/// Records at a steady pace while faults come and go at random, several at a time; then everything heals, drains and is judged. What
/// is wrong already while it blows stops it, and the evidence is kept as it is then.
/// </summary>
public sealed class Storm : Scenario
{
    /// <inheritdoc/>
    public override string Name => "storm";

    /// <inheritdoc/>
    public override string Description =>
        "Records at a steady pace while faults come and go at random, several at a time, with pauses for breath; then all heals, drains and is judged.";

    /// <inheritdoc/>
    public override int FewestBatches => 1;

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => StormDraw.Draw(seed, new StormOptions(), scope);

    /// <inheritdoc/>
    public override FaultPlan Plan(RunRequest request, FaultScope scope) => StormDraw.Draw(request.Seed, request.Storm ?? new StormOptions(), scope);

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        var options = context.Request.Storm ?? new StormOptions();
        // Stopping lets what has begun come to its end; abandoning does not.
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(abandon.Token);
        var (pace, faults, watch) = (new StormPace(context, options), new StormFaults(context, options), new StormWatch(context));
        var publishing = pace.PublishAsync(stop.Token, abandon.Token);
        var blowing = faults.BlowAsync(stop.Token);
        var watching = watch.UntilSomethingIsWrongAsync(stop.Token);
        try
        {
            // Records of the user's own may end before the time does; a storm without records would show nothing.
            var over = pace.EndsEarly ? Task.WhenAny(blowing, publishing).Unwrap() : blowing;
            await await Task.WhenAny(over, watching, BreaksAsync(publishing, stop.Token));
            // Here and now: those who wait go on before the next moment comes.
            stop.Cancel();
            await blowing;
            if (await watching is { } wrong)
                context.StopEarly(wrong);
            context.Confirm("the storm was over", faults.Told());
            await context.RecoverAsync();
            await pace.CatchUpAsync(publishing);
            context.Confirm("the records were acknowledged", pace.Told());
            await context.ComeToRestAsync();
        }
        finally
        {
            abandon.Cancel();
            await Task.WhenAll(publishing, blowing, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            // What was passed over cannot be expected.
            context.Plan = context.Plan with { Faults = faults.Injected };
        }
    }

    /// <summary>Ends with the exception of a task that breaks, and only at the stop otherwise.</summary>
    private static async Task BreaksAsync(Task work, CancellationToken stop)
    {
        await work;
        await stop.Requested();
    }
}
