using ActiveActive.Contracts;
using ActiveActive.Faults;

namespace ActiveActive.Scenarios;

/// <summary>
/// Region 1's queue between inbound and preprocess refuses every call. The inbound container has stored its records and cannot send
/// them on, so they stay in its in-queue; region 2's go on.
/// </summary>
public sealed class F3FailQueue : SingleFailure
{
    private static readonly Stage Inbound = Stage.Parse("inbound");

    /// <inheritdoc/>
    public override string Name => "f3";

    /// <inheritdoc/>
    public override string Description => "Region 1's queue inbound-preprocess refuses; its records wait in queue inbound, its inbound container in FailedDependency.";

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) =>
        FaultPlan.Of(seed, new Fault(Target.Parse(Components.Queue(Region.One, Inbound.OutQueue)), FaultKind.Refuse));

    /// <inheritdoc/>
    protected override Task ConfirmAsync(ScenarioContext context, long before, PublishedBatch published) => context.ConfirmAsync(
        $"region 1's records of batch 2 waited in queue {Inbound.InQueue}, its inbound container was in {LifecycleState.FailedDependency}, and region 2's were delivered",
        status => Expect.AllOf(
            Expect.Some(published, Region.One),
            Expect.State(status, Components.Container(Region.One, Inbound), LifecycleState.FailedDependency),
            Expect.Waiting(status, Region.One, Inbound.InQueue, published.In(Region.One)),
            Expect.Rows(status, Stage.Parse("preprocess"), before + published.In(Region.Two)),
            Expect.Delivered(status, before + published.In(Region.Two))),
        published.Batch);
}
