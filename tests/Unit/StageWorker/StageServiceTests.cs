using ActiveActive.Contracts;
using ActiveActive.StageWorker;
using Xunit;
using Record = ActiveActive.Contracts.Record;

namespace ActiveActive.UnitTests.StageWorker;

public sealed class StageServiceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly StageRig _rig = new();

    [Fact]
    public async Task A_bug_in_one_loop_ends_the_whole_worker()
    {
        using var service = Service(new BrokenStore());
        _rig.In.Put("a");
        await service.StartAsync(default);
        await Assert.ThrowsAsync<NullReferenceException>(() => service.ExecuteTask!.WaitAsync(Soon));
        Assert.Equal(["a"], _rig.In.Ids);
        Assert.Empty(_rig.Out.Ids);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_in_the_middle_of_a_call_ends_quietly_and_leaves_the_record()
    {
        var inTheStore = new TaskCompletionSource();
        _rig.Store.Before = (_, cancellation) =>
        {
            inTheStore.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        };
        using var service = Service(_rig.Store);
        _rig.In.Put("a");
        await service.StartAsync(default);
        await inTheStore.Task.WaitAsync(Soon);
        await service.StopAsync(default).WaitAsync(Soon);
        await service.ExecuteTask!.WaitAsync(Soon);
        Assert.Equal(["a"], _rig.In.Visible);
    }

    [Theory]
    [InlineData("Region", "Stage:Region 'r3' is not one of r1, r2")]
    [InlineData("Stage", "Stage:Stage 'middle' is not one of inbound, preprocess, core, postprocess, outbound")]
    [InlineData("Loops", "Stage:Loops 0 is not within 1 to 64")]
    [InlineData("ReceiveWait", "Stage:ReceiveWait 00:00:21 is not within 0 to 20 s")]
    [InlineData("Visibility", "Stage:Visibility 00:00:02 is not within 3 s to 12 h")]
    public void A_bad_setting_is_named(string setting, string message)
    {
        var bad = setting switch
        {
            "Region" => _rig.Options with { Region = "r3" },
            "Stage" => _rig.Options with { Stage = "middle" },
            "Loops" => _rig.Options with { Loops = 0 },
            "ReceiveWait" => _rig.Options with { ReceiveWait = TimeSpan.FromSeconds(21) },
            _ => _rig.Options with { Visibility = TimeSpan.FromSeconds(2) },
        };
        Assert.Null(_rig.Options.Validate());
        Assert.Equal(message, bad.Validate());
    }

    private StageService Service(IRecordStore store) => new(
        _rig.Options, new StageQueues(_rig.In, _rig.Out), store, _rig.Dependencies, _rig.Health, _rig.History, _rig.Time);

    /// <summary>Breaks its contract.</summary>
    private sealed class BrokenStore : IRecordStore
    {
        public Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlySet<string>>(null!);

        public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;
    }
}
