using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.StageWorker;
using ActiveActive.UnitTests.DnsRouter;
using ActiveActive.UnitTests.Scenarios;
using Microsoft.Extensions.Time.Testing;

namespace ActiveActive.UnitTests.StageWorker;

/// <summary>A preprocess stage between two queues and a store in memory, on one thread and with a clock of its own.</summary>
internal sealed class StageRig
{
    public StageRig()
    {
        Stage = Stage.Parse("preprocess");
        In = new MemoryQueue("in", Time, Log);
        Out = new MemoryQueue("out", Time, Log);
        Store = new MemoryStore(Log);
        Health = new ComponentHealth(History, Time);
        Dependencies = new StageDependencies(Options, Stage, Health, Time);
    }

    public Stage Stage { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    public List<string> Log { get; } = [];

    public RecordingHistory History { get; } = new();

    public MemoryQueue In { get; }

    public MemoryQueue Out { get; }

    public MemoryStore Store { get; }

    public StageOptions Options { get; } = new() { Region = "r1", Stage = "preprocess" };

    public ComponentHealth Health { get; }

    public StageDependencies Dependencies { get; }

    public IEnumerable<string> States => History.Events.Where(e => e.Event == HistoryEvents.State).Select(e => e.State!);

    public StageLoop Loop() => new(Stage, In, Store, Out, Dependencies, Options, Health, History, Time);

    /// <summary>A loop of a worker whose life may end.</summary>
    public StageLoop Loop(Life life)
    {
        var health = new ComponentHealth(History, Time);
        return new StageLoop(
            Stage, life.Queue(In), life.Store(Store), life.Queue(Out),
            new StageDependencies(Options, Stage, health, Time), Options, health, History, Time);
    }

    /// <summary>One turn from beginning to end.</summary>
    public void Turn() => Run(async () => await Loop().TurnAsync(default));

    /// <summary>Loops turn side by side until the condition holds, and are then told to end.</summary>
    public void TurnUntil(Func<bool> done, string what, int loops = 1, TimeSpan? within = null) =>
        Run(() => TurnUntilAsync(done, what, [.. Enumerable.Range(0, loops).Select(_ => Loop())], within));

    public void Run(Func<Task> work) => VirtualRun.Of(Time, async () =>
    {
        await work();
        return true;
    });

    public async Task TurnUntilAsync(Func<bool> done, string what, IReadOnlyList<StageLoop> loops, TimeSpan? within = null)
    {
        using var end = new CancellationTokenSource();
        var turning = loops.Select(l => l.RunAsync(end.Token)).ToList();
        await UntilAsync(done, what, within);
        end.Cancel();
        foreach (var loop in turning)
        {
            try
            {
                await loop;
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    public async Task UntilAsync(Func<bool> done, string what, TimeSpan? within = null)
    {
        var until = Time.GetUtcNow() + (within ?? TimeSpan.FromMinutes(5));
        while (!done())
        {
            if (Time.GetUtcNow() > until)
                throw new TimeoutException($"by {until:T} on its own clock it did not come to this: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Time);
        }
    }
}
