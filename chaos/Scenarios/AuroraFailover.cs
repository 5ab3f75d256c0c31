using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// The instance that holds the writers of inbound and preprocess is killed when half of batch 2 is on its way. Both writers are failed
/// over with data loss allowed, and all of batch 2 is delivered while the instance is dead; what it had accepted and not replicated
/// comes when it does. It comes back as a fenced secondary, and then the writers go home in order.
/// </summary>
public sealed class AuroraFailover : Scenario
{
    private const string Pair = "ingress";
    private static readonly Region Home = Region.One;
    private static readonly string Instance = Components.Instance(Home, Pair);

    /// <inheritdoc/>
    public override string Name => "aurora-failover";

    /// <inheritdoc/>
    public override string Description => "The ingress pair's writer instance is killed in the middle of batch 2 and failed over; batch 2 is delivered while it is dead.";

    /// <inheritdoc/>
    public override int FewestBatches => 2;

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => FaultPlan.Of(
        seed,
        [
            new Fault(Target.Parse(Instance), FaultKind.Kill),
            .. Topology.DatabasesOf(Pair).Select(d => new Fault(Target.Parse(Components.Writer(d)), FaultKind.Failover)),
        ]);

    /// <inheritdoc/>
    public override string? NotReady(LabStatus status) =>
        Topology.DatabasesOf(Pair).Select(d => Expect.Writer(status, d, Home)).FirstOrDefault(lacking => lacking is not null) is { } away
            ? $"{away}, and {Name} kills {Instance} to fail it over; './aa aurora switchover DATABASE' moves a writer"
            : null;

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        await context.DeliverAsync(1);
        var before = await context.PublishFirstHalfAsync(2);
        await context.InjectAsync();
        var published = await context.PublishAsync(2);
        await context.ConfirmAsync(
            $"batch 2 was delivered while {Instance} was dead, its writers in {Home.Peer}",
            status => status.Drained
                ? Expect.AllOf([
                    Expect.State(status, Instance, LifecycleState.FailedProcessing),
                    Expect.Delivered(status, context.Expected),
                    .. Topology.DatabasesOf(Pair).Select(d => Expect.Writer(status, d, Home.Peer))])
                : status.Evidence(),
            published.Batch);
        await ConfirmRowsAsync(context, before);
        await context.RecoverAsync();
        await context.ConfirmAsync(
            $"{Instance} has all rows and its writers back",
            status => Expect.AllOf([
                .. Topology.DatabasesOf(Pair).Select(d => Expect.Writer(status, d, Home)),
                .. Topology.DatabasesOf(Pair).Select(d => Expect.Rows(status, Stage.Parse(d), context.Expected))]));
        for (var batch = 3; batch <= context.Batches; batch++)
            await context.PublishAsync(batch);
        await context.ComeToRestAsync();
    }

    /// <summary>
    /// What was published while the instance was dead is in the other region's databases. Of the half before, the dead instance may have
    /// accepted some that it had not replicated yet: those are lacking until it is back.
    /// </summary>
    private static async Task ConfirmRowsAsync(ScenarioContext context, IReadOnlySet<string> before)
    {
        var all = await context.KeysOfAsync(2);
        foreach (var database in Topology.DatabasesOf(Pair))
        {
            var replica = new Replica(Home.Peer.Name, database);
            var held = await context.ReadKeysAsync(replica);
            var lacking = all.Where(id => !held.Contains(id)).Order(StringComparer.Ordinal).ToList();
            var evidence = string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Count - lacking.Count} of {all.Count} records of batch 2{(lacking.Count == 0 ? "" : $", all but {string.Join(' ', lacking)}, which the dead writer had accepted")}");
            if (lacking.All(before.Contains))
                context.Confirm($"{replica.Component} had what was published while {Instance} was dead", evidence, 2);
            else
                context.Miss($"not confirmed: {replica.Component} had what was published while {Instance} was dead; it had {evidence}");
        }
    }
}
