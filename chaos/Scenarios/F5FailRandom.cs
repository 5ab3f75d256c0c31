using ActiveActive.Faults;
using ActiveActive.Faults.F5;

namespace ActiveActive.Scenarios;

/// <summary>
/// A random number of region 1's sixteen components fail, and any of the instances under them. While they are failed the source
/// still gets all of batch 2 acknowledged; after recovery everything that was published arrives.
/// </summary>
public sealed class F5FailRandom : Scenario
{
    /// <inheritdoc/>
    public override string Name => "f5";

    /// <inheritdoc/>
    public override string Description =>
        "A random number of region 1's 16 components and instances fail; batch 2 is published meanwhile, and all of it arrives after recovery.";

    /// <inheritdoc/>
    public override int FewestBatches => 2;

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => F5Draw.Draw(seed, scope);

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        await context.DeliverAsync(1);
        await context.InjectAsync();
        await context.PublishAsync(2);
        await context.StandStillAsync();
        await context.RecoverAsync();
        for (var batch = 3; batch <= context.Batches; batch++)
            await context.PublishAsync(batch);
        await context.ComeToRestAsync();
    }
}
