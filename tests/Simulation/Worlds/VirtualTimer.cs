namespace ActiveActive.Simulation.Worlds;

/// <summary>A timer on the world's clock.</summary>
internal sealed class VirtualTimer(World world, Life life, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    /// <summary>Every setting is another one: what was armed under an earlier one is void.</summary>
    public int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Version++;
        _period = period;
        Arm(dueTime);
        return true;
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan due)
    {
        if (due < TimeSpan.Zero)
            return;
        world.Arm(due, new Moment(life, Firing.Step, this, Version));
    }

    private void Fire(int version)
    {
        if (version != Version)
            return;
        if (_period > TimeSpan.Zero)
            Arm(_period);
        callback(state);
    }

    /// <summary>One firing. It may still be taken back between its moment and its step.</summary>
    internal sealed class Firing(VirtualTimer timer, int version)
    {
        public static readonly SendOrPostCallback Step = static f => ((Firing)f!).Fire();

        private void Fire() => timer.Fire(version);
    }
}
