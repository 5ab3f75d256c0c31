namespace ActiveActive.Scenarios;

/// <summary>
/// The shape that f1 to f3 share: batch 1 is delivered, something fails, batch 2 is published and comes to wait where the scenario
/// says, everything recovers, batch 3 follows. Which state is confirmed in the middle is what makes each of them.
/// </summary>
public abstract class SingleFailure : Scenario
{
    /// <inheritdoc/>
    public override int FewestBatches => 2;

    /// <inheritdoc/>
    public override async Task RunAsync(ScenarioContext context)
    {
        await context.DeliverAsync(1);
        var before = context.Expected;
        await context.InjectAsync();
        var published = await context.PublishAsync(2);
        await ConfirmAsync(context, before, published);
        await context.RecoverAsync();
        for (var batch = 3; batch <= context.Batches; batch++)
            await context.PublishAsync(batch);
        await context.ComeToRestAsync();
    }

    /// <summary>Waits for the state that the scenario is about.</summary>
    /// <param name="before">Records that every store held before batch 2.</param>
    /// <param name="published">Where batch 2 went.</param>
    protected abstract Task ConfirmAsync(ScenarioContext context, long before, PublishedBatch published);
}
