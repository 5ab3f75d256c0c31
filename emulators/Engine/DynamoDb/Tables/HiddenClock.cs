namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// The clock that orders writes across regions: the wall clock, or one tick more than the last time it gave or saw, whichever is
/// later. So a write is always later than whatever the region had seen before it, even while the wall clock stands or jumps back.
/// </summary>
public sealed class HiddenClock
{
    /// <summary>The last time given or seen.</summary>
    public long Last { get; private set; }

    /// <summary>The same as a point in time.</summary>
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Last);

    /// <summary>A time later than all before it.</summary>
    public long Next(DateTimeOffset now) => Last = Math.Max((now - DateTimeOffset.UnixEpoch).Ticks, Last + 1);

    /// <summary>A time from the other region or from the journal: what comes next is later.</summary>
    public void Observe(long time) => Last = Math.Max(Last, time);
}
