namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// The hidden timestamp of a write: the greater one wins in every region. Times are 100 ns ticks since 1970 of the hidden clock;
/// equal ones are told apart by the region's name, so all regions agree.
/// </summary>
/// <param name="Time">Ticks of the hidden clock.</param>
/// <param name="Region">Where it was written.</param>
public readonly record struct Stamp(long Time, string Region) : IComparable<Stamp>
{
    /// <inheritdoc/>
    public int CompareTo(Stamp other)
    {
        var order = Time.CompareTo(other.Time);
        return order != 0 ? order : string.CompareOrdinal(Region, other.Region);
    }

    /// <summary>The hidden clock's time as a point in time.</summary>
    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddTicks(Time);
}
