using ActiveActive.Contracts;
using ActiveActive.Faults;

namespace ActiveActive.Scenarios;

/// <summary>
/// Region 1 is switched offline at in-DNS and out-DNS before batch 2 and stays so: batches 2 and 3 go through region 2 alone. What the
/// spec holds of it: no container of region 1 receives a record of theirs.
/// </summary>
public sealed class Failover : Scenario
{
    /// <inheritdoc/>
    public override string Name => "failover";

    /// <inheritdoc/>
    public override string Description => "Region 1 is switched offline at in-DNS and out-DNS; batches 2 and 3 go through region 2 alone.";

    /// <inheritdoc/>
    public override int FewestBatches => 2;

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) =>
        FaultPlan.Of(seed, new Fault(Target.Parse(Components.Routing(Region.One)), FaultKind.Offline));

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        await context.DeliverAsync(1);
        await context.InjectAsync();
        for (var batch = 2; batch <= context.Batches; batch++)
        {
            var published = await context.DeliverAsync(batch);
            await context.ConfirmAsync(
                $"nothing of batch {batch} was touched by region 1: all {published.Acknowledged} records entered by region 2, and both lanes led to region 2",
                status => Expect.AllOf(Expect.NotIn(published, Region.One), Expect.Offline(status, Region.One)),
                batch);
        }

        await context.RecoverAsync();
        await context.ComeToRestAsync();
    }
}
