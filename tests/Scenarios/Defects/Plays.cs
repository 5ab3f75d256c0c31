using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.ScenarioTests.Defects;

/// <summary>What a run does to bring a defect to light.</summary>
internal static class Plays
{
    private static readonly Stage Core = Stage.Parse("core");
    private static readonly string CoreQueue = Components.Queue(Region.One, Core.InQueue);
    private static readonly Stage Preprocess = Stage.Parse("preprocess");
    private static readonly string PreprocessContainer = Components.Container(Region.One, Preprocess);

    /// <summary>Publishes and waits until everything is where it should be.</summary>
    public static DefectScenario Deliver => new("deliver", [], async context =>
    {
        await context.DeliverAsync(1);
        await context.ComeToRestAsync();
    });

    /// <summary>Publishes and waits until the queues are empty and both replicas hold the same number: what is missing then is lost.</summary>
    public static DefectScenario Empty => new("empty", [], async context =>
    {
        await context.PublishAsync(1);
        await ComeToLevelAsync(context);
    });

    /// <summary>Publishes and waits until the queues have been emptied and something lies in a dead-letter queue.</summary>
    public static DefectScenario DeadLetters => new("dead-letters", [], async context =>
    {
        await context.PublishAsync(1);
        await context.ConfirmAsync("the queues were empty and a dead letter lay there", s => s.DeadLetters > 0 ? Level(s) : "no dead letter");
    });

    /// <summary>Region 1's emulator is killed while records wait in one of its queues.</summary>
    public static DefectScenario KilledEmulator => new(
        "killed-emulator",
        [new Fault(Target.Parse(PreprocessContainer), FaultKind.Kill), new Fault(Target.Parse(Components.Aws(Region.One)), FaultKind.Kill)],
        async context =>
        {
            await context.InjectAsync(context.Plan.Faults[0]);
            await context.PublishAsync(1);
            await context.ConfirmAsync(
                "records waited in region 1",
                s => s.Queue(Region.One, Preprocess.InQueue).Visible > 1 && s.Queue(Region.One, Topology.FirstQueue).Depth == 0 ? null : "no record waits, or not all do");
            await context.InjectAsync(context.Plan.Faults[1]);
            await context.RecoverAsync();
            await ComeToLevelAsync(context);
        });

    /// <summary>A queue is told to refuse, and nothing of it is seen: the records pass.</summary>
    public static DefectScenario PretendedFault => new(
        "pretended-fault",
        [new Fault(Target.Parse(CoreQueue), FaultKind.Refuse)],
        async context =>
        {
            await context.InjectAsync();
            await context.PublishAsync(1);
            await context.ConfirmAsync("the records passed", s => s.Holds(context.Expected) ? Level(s) : "not all are delivered");
            await context.RecoverAsync();
            await context.ComeToRestAsync();
        });

    /// <summary>A queue refuses until the worker that receives from it says so, and recovers.</summary>
    public static DefectScenario RefusingQueue => new(
        "refusing-queue",
        [new Fault(Target.Parse(CoreQueue), FaultKind.Refuse)],
        async context =>
        {
            await context.InjectAsync();
            await context.ConfirmAsync(
                "the worker was in FailedDependency",
                s => s.Component(Components.Container(Region.One, Core)).State == LifecycleState.FailedDependency ? null : "it is not");
            await context.RecoverAsync();
            await context.DeliverAsync(1);
            await context.ComeToRestAsync();
        });

    /// <summary>Publishes, and what is done with the lab after everything came to rest is found by the evidence.</summary>
    public static DefectScenario DeliverAndThen(Func<Task> after) => new("deliver", [], async context =>
    {
        await context.DeliverAsync(1);
        await context.ComeToRestAsync();
        await after();
    });

    // Queues are not read at one moment, so a record may slip through a look; what then stands still has arrived.
    private static async Task ComeToLevelAsync(ScenarioContext context)
    {
        await context.ConfirmAsync("the queues were empty and the replicas level", Level);
        await context.StandStillAsync();
        await context.ConfirmAsync("the queues were empty and the replicas level still", Level);
    }

    private static string? Level(LabStatus status)
    {
        if (!status.Drained)
            return "a queue still holds messages, or does not answer";
        return status.Stores.GroupBy(s => s.Store).All(g => g.All(s => s.Rows is not null) && g.Select(s => s.Rows).Distinct().Count() == 1)
            ? null
            : "the replicas are not level";
    }
}
