namespace ActiveActive.Simulation.Worlds;

/// <summary>The world's clock as one life sees it: its timers fire in that life or not at all.</summary>
public sealed class VirtualTime(World world, Life life) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => world.Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => world.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(world, life, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
