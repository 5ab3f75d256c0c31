using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.Simulation.Ports;
using ActiveActive.Simulation.Worlds;
using ActiveActive.StageWorker;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>What a worker asks of its queue is looked at, and only what is wrong is refused.</summary>
public sealed class WorkerWatchTests
{
    private const string Receiving = "queue preprocess-core";

    private readonly World _world = new(new RandomStrategy(new SeededChance(1)));
    private readonly WorkerWatch _watch;
    private readonly ComponentHealth _health;
    private readonly Queue _queue = new();

    public WorkerWatchTests()
    {
        _watch = new WorkerWatch(_world);
        _health = new ComponentHealth(new MemoryHistory(_world, "r1/core", "1", []), _world.Outside.Time);
    }

    [Fact]
    public void Who_asks_while_a_dependency_is_failed_is_refused()
    {
        Play(async queue =>
        {
            await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None);
            await FailAsync("database core");
            Assert.Null(_watch.Refused);
            await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None);
        });
        Assert.Equal(("ProcessRecords ⇄ FailedDependency", "r1/core", "preprocess-core"), (_watch.Refused!.Machine, _watch.Refused.Component, _watch.Refused.Place));
        Assert.Contains("database core", _watch.Refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_tries_a_failed_receive_again_is_not_and_only_once_for_each()
    {
        Play(async queue =>
        {
            _queue.Fails = true;
            await Assert.ThrowsAsync<IOException>(() => queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None));
            _queue.Fails = false;
            await FailAsync("database core");
            await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None);
            Assert.Null(_watch.Refused);
            await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None);
        });
        Assert.NotNull(_watch.Refused);
    }

    [Fact]
    public void Who_has_lost_its_in_queue_alone_may_ask()
    {
        Play(async queue =>
        {
            await FailAsync(Receiving);
            await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None);
        });
        Assert.Null(_watch.Refused);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(43200, true)]
    public void A_message_in_hand_is_kept_or_given_back_and_nothing_else(int seconds, bool refused)
    {
        Play(queue => queue.ChangeVisibilityAsync(["handle"], TimeSpan.FromSeconds(seconds), CancellationToken.None));
        Assert.Equal(refused, _watch.Refused is not null);
    }

    private async Task FailAsync(string dependency)
    {
        _health.DependencyFailed(dependency, "it is down");
        await Task.Delay(TimeSpan.FromSeconds(1), _world.Outside.Time);
    }

    private void Play(Func<IQueue, Task> play) => _world.Run(async () =>
    {
        await play(_watch.Watch(_queue, "r1/core", new StageOptions(), Receiving, _health));
        return true;
    });

    private sealed class Queue : IQueue
    {
        public string Name => "preprocess-core";

        public bool Fails { get; set; }

        public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation) =>
            Fails ? Task.FromException<IReadOnlyList<ReceivedMessage>>(new IOException("no answer")) : Task.FromResult<IReadOnlyList<ReceivedMessage>>([]);

        public Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<ActiveActive.Contracts.Record> records, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EntryResult>>([]);

        public Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EntryResult>>([]);

        public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<EntryResult>>([]);

        public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;
    }
}
