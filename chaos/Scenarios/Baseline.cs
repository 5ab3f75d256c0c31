using ActiveActive.Faults;

namespace ActiveActive.Scenarios;

/// <summary>Nothing fails: every batch is delivered before the next is published. What the other scenarios are compared with.</summary>
public sealed class Baseline : Scenario
{
    /// <inheritdoc/>
    public override string Name => "baseline";

    /// <inheritdoc/>
    public override string Description => "Nothing fails; every batch is delivered before the next is published.";

    /// <inheritdoc/>
    public override int FewestBatches => 1;

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => FaultPlan.Of(seed);

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        for (var batch = 1; batch <= context.Batches; batch++)
            await context.DeliverAsync(batch);
        await context.ComeToRestAsync();
    }
}
