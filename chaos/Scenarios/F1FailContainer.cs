using ActiveActive.Contracts;
using ActiveActive.Faults;

namespace ActiveActive.Scenarios;

/// <summary>
/// Region 1's preprocess container is killed. What enters region 1 waits in the queue before it; what enters region 2 goes on.
/// </summary>
public sealed class F1FailContainer : SingleFailure
{
    private static readonly Stage Preprocess = Stage.Parse("preprocess");
    private static readonly string Container = Components.Container(Region.One, Preprocess);

    /// <inheritdoc/>
    public override string Name => "f1";

    /// <inheritdoc/>
    public override string Description => "Region 1's preprocess container is killed; its records wait in the queue before it, region 2's go on.";

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => FaultPlan.Of(seed, new Fault(Target.Parse(Container), FaultKind.Kill));

    /// <inheritdoc/>
    protected override Task ConfirmAsync(ScenarioContext context, long before, PublishedBatch published) => context.ConfirmAsync(
        $"region 1's records of batch 2 waited in queue {Preprocess.InQueue} and region 2's were delivered",
        status => Expect.AllOf(
            Expect.State(status, Container, LifecycleState.FailedProcessing),
            Expect.Some(published, Region.One),
            Expect.Waiting(status, Region.One, Preprocess.InQueue, published.In(Region.One)),
            Expect.Rows(status, Stage.Parse("inbound"), before + published.Acknowledged),
            Expect.Rows(status, Preprocess, before + published.In(Region.Two)),
            Expect.Delivered(status, before + published.In(Region.Two))),
        published.Batch);
}
