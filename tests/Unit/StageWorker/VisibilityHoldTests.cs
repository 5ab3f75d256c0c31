using ActiveActive.Contracts;
using ActiveActive.StageWorker;
using Xunit;

namespace ActiveActive.UnitTests.StageWorker;

public sealed class VisibilityHoldTests
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(31);

    private readonly StageRig _rig = new();

    [Fact]
    public void Messages_stay_hidden_for_as_long_as_work_on_them_goes_on()
    {
        _rig.In.Put("a", "b");
        _rig.Run(async () =>
        {
            await using var hold = await ReceiveAsync();
            await Task.Delay(Long, _rig.Time);
            Assert.Empty(_rig.In.Visible);
        });
        // 31 s are 18 thirds of 5 s, for two messages; and then they are handed back.
        Assert.Equal(18 * 2, _rig.In.Extensions.Count(e => e.Visibility == Visibility));
    }

    [Fact]
    public void Work_that_is_given_up_hands_its_messages_back_at_once()
    {
        _rig.In.Put("a", "b");
        _rig.Run(async () =>
        {
            await using (await ReceiveAsync())
                await Task.Delay(Long, _rig.Time);
            Assert.Equal(["a", "b"], _rig.In.Visible);
        });
    }

    [Fact]
    public void What_was_removed_is_neither_extended_nor_handed_back()
    {
        _rig.In.Put("a");
        _rig.Run(async () =>
        {
            await using (var hold = await ReceiveAsync())
            {
                await Task.Delay(Visibility / 2, _rig.Time);
                hold.Release();
            }

            await Task.Delay(Long, _rig.Time);
        });
        Assert.Equal([Visibility], _rig.In.Extensions.Select(e => e.Visibility));
    }

    [Fact]
    public void A_turn_extends_while_its_store_is_slow_and_never_after_it_has_removed()
    {
        _rig.In.Put("a");
        _rig.Store.Before = (_, cancellation) => Task.Delay(TimeSpan.FromSeconds(1.9), _rig.Time, cancellation);
        _rig.Turn();
        _rig.Run(() => Task.Delay(Long, _rig.Time));
        Assert.Equal(["in: visibility 5", "store a", "out: send a", "in: delete a"], _rig.Log);
    }

    [Fact]
    public void A_renewal_that_fails_or_hangs_does_not_end_the_holding()
    {
        _rig.In.Put("a");
        var calls = 0;
        _rig.In.Before = (call, cancellation) => call != "visibility" ? Task.CompletedTask : ++calls switch
        {
            1 => throw new IOException("no"),
            2 => Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellation),
            _ => Task.CompletedTask,
        };
        _rig.Run(async () =>
        {
            await using var hold = await ReceiveAsync();
            await Task.Delay(Long, _rig.Time);
        });
        Assert.True(_rig.In.Extensions.Count > 10, $"{_rig.In.Extensions.Count} renewals");
    }

    [Fact]
    public void A_queue_that_does_not_answer_cannot_keep_the_work_from_ending()
    {
        _rig.In.Put("a");
        _rig.In.Before = (call, cancellation) =>
            call == "visibility" ? Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellation) : Task.CompletedTask;
        _rig.Run(async () =>
        {
            var hold = await ReceiveAsync();
            await Task.Delay(Visibility / 2, _rig.Time);
            var began = _rig.Time.GetUtcNow();
            await hold.DisposeAsync();
            Assert.True(_rig.Time.GetUtcNow() - began < TimeSpan.FromSeconds(1), "it gives up within half a second");
        });
    }

    [Fact]
    public void A_message_that_is_no_record_is_not_held()
    {
        _rig.In.PutStranger();
        _rig.Run(async () =>
        {
            await using var hold = await ReceiveAsync();
            await Task.Delay(Long, _rig.Time);
            Assert.Equal(["m1"], _rig.In.Visible);
        });
        Assert.Empty(_rig.In.Extensions);
    }

    private async Task<VisibilityHold> ReceiveAsync() =>
        new(_rig.In, await _rig.In.ReceiveAsync(10, TimeSpan.Zero, default), Visibility, _rig.Time, default);
}
