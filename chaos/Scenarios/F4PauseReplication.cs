using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// Replication of all stores pauses, both ways. Records go on all the same, since each hop is in one region; the two replicas of a
/// store come to differ by exactly what was written meanwhile, and are equal again once replication has gone on.
/// </summary>
public sealed class F4PauseReplication : Scenario
{
    /// <inheritdoc/>
    public override string Name => "f4";

    /// <inheritdoc/>
    public override string Description => "Replication of all stores pauses; batch 2 is delivered, each store's replicas differ by exactly what was written.";

    /// <inheritdoc/>
    public override int FewestBatches => 2;

    /// <inheritdoc/>
    public override FaultPlan Plan(ulong seed, FaultScope scope) => FaultPlan.Of(seed, new Fault(Target.Parse("replication"), FaultKind.Pause));

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        await context.DeliverAsync(1);
        var before = await context.ReadKeysAsync();
        await context.InjectAsync();
        var published = await context.PublishAsync(2);
        await context.ConfirmAsync(
            "batch 2 was delivered while no store replicated",
            status => status.Drained ? Expect.Delivered(status, context.Expected) : status.Evidence(),
            published.Batch);
        ConfirmDifference(context, await context.KeysOfAsync(2), before, await context.ReadKeysAsync());
        await context.RecoverAsync();
        for (var batch = 3; batch <= context.Batches; batch++)
            await context.PublishAsync(batch);
        await context.ComeToRestAsync();
    }

    /// <summary>Of each store: what the one region has written the other lacks, and together that is batch 2, no record of it twice.</summary>
    private static void ConfirmDifference(
        ScenarioContext context, IReadOnlySet<string> batch,
        IReadOnlyDictionary<Replica, IReadOnlySet<string>> before, IReadOnlyDictionary<Replica, IReadOnlySet<string>> now)
    {
        var told = new List<string>();
        var wrong = new List<string>();
        foreach (var stage in Stage.All)
        {
            var written = Region.All.Select(r => Written(new Replica(r.Name, stage.Name))).ToList();
            told.Add($"{stage}: {string.Join(", ", Region.All.Zip(written, (r, keys) => $"{r} wrote {keys.Count}"))}");
            if (written.Sum(keys => keys.Count) != batch.Count || !written.SelectMany(keys => keys).ToHashSet().SetEquals(batch))
                wrong.Add(told[^1]);
        }

        var differences = string.Join("; ", told);
        if (wrong.Count == 0)
            context.Confirm("each store's replicas differed by exactly what was written in batch 2", differences, 2);
        else
            context.Miss($"not confirmed: each store's replicas differ by exactly the {batch.Count} records of batch 2, but {string.Join("; ", wrong)}");

        IReadOnlyCollection<string> Written(Replica replica) => [.. now[replica].Except(before[replica])];
    }
}
