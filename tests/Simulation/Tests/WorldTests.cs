using ActiveActive.Contracts;
using ActiveActive.Simulation.Worlds;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>What the world promises to the code in it.</summary>
public sealed class WorldTests
{
    private readonly World _world = new(new RandomStrategy(new SeededChance(1)));

    [Fact]
    public void Hours_of_waiting_pass_on_the_virtual_clock_alone()
    {
        var waited = _world.Run(async () =>
        {
            var began = _world.Now;
            await Task.Delay(TimeSpan.FromHours(5), _world.Outside.Time);
            return _world.Now - began;
        });
        Assert.Equal(TimeSpan.FromHours(5), waited);
    }

    [Fact]
    public void Nothing_happens_in_a_life_that_is_over()
    {
        var life = new Life(_world, "r1/core");
        var steps = 0;
        _world.Run(async () =>
        {
            life.Do(() => Count(life));
            await Task.Delay(TimeSpan.FromMilliseconds(350), _world.Outside.Time);
            life.End();
            await Task.Delay(TimeSpan.FromSeconds(5), _world.Outside.Time);
            return true;
        });
        Assert.Equal(3, steps);

        async void Count(Life own)
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), own.Time);
                steps++;
            }
        }
    }

    [Fact]
    public void What_was_due_in_a_paused_life_happens_when_it_goes_on()
    {
        var life = new Life(_world, "r1/core");
        DateTimeOffset? happened = null;
        var began = _world.Now;
        _world.Run(async () =>
        {
            life.Pause();
            _world.After(TimeSpan.FromSeconds(1), life, () => happened = _world.Now);
            await Task.Delay(TimeSpan.FromSeconds(3), _world.Outside.Time);
            Assert.Null(happened);
            life.Resume();
            await Task.Delay(TimeSpan.FromSeconds(1), _world.Outside.Time);
            return true;
        });
        Assert.Equal(began + TimeSpan.FromSeconds(3), happened);
    }

    [Fact]
    public void Code_that_comes_back_from_another_thread_is_found_out()
    {
        var escaped = Assert.Throws<EscapedException>(() => _world.Run(async () =>
        {
            var back = _world.Outside;
            var other = new Thread(() => back.Do(static () => { }));
            other.Start();
            other.Join();
            await Task.Delay(TimeSpan.FromSeconds(1), _world.Outside.Time);
            return true;
        }));
        Assert.Contains("another thread", escaped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_waits_for_nothing_is_a_standstill() => Assert.Throws<StandstillException>(
        () => _world.Run(() => new TaskCompletionSource<bool>().Task));
}
