using ActiveActive.Contracts;
using ActiveActive.Faults;

namespace ActiveActive.Scenarios;

/// <summary>
/// The global database preprocess fails: both of its regional databases refuse. Both regions' preprocess containers depend on its one
/// writer, so they stop receiving and every record waits in the queue before them.
/// </summary>
public sealed class F2FailDatabase : SingleFailure
{
    private static readonly Stage Preprocess = Stage.Parse("preprocess");

    /// <inheritdoc/>
    public override string Name => "f2";

    /// <inheritdoc/>
    public override string Description => "The preprocess database fails in both regions; its containers wait in FailedDependency, the records before them.";

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => FaultPlan.Of(
        seed, [.. Region.All.Select(r => new Fault(Target.Parse(Components.Database(r, Preprocess.Name)), FaultKind.Refuse))]);

    /// <inheritdoc/>
    protected override Task ConfirmAsync(ScenarioContext context, long before, PublishedBatch published) => context.ConfirmAsync(
        $"batch 2 waited in queue {Preprocess.InQueue} of both regions, and both preprocess containers were in {LifecycleState.FailedDependency}",
        status => Expect.AllOf(
            Expect.Some(published, Region.One),
            Expect.Rows(status, Stage.Parse("inbound"), before + published.Acknowledged),
            Expect.AllOf([.. Region.All.Select(r => Expect.AllOf(
                Expect.State(status, Components.Container(r, Preprocess), LifecycleState.FailedDependency),
                Expect.Waiting(status, r, Preprocess.InQueue, published.In(r))))]),
            Expect.Delivered(status, before)),
        published.Batch);
}
