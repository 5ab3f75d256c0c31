namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>The same table in another region, as far as this region knows it.</summary>
public sealed class Replica(string region)
{
    /// <summary>The other region.</summary>
    public string Region { get; } = region;

    /// <summary>False until the other region has said that it has the table.</summary>
    public bool Active { get; internal set; }

    /// <summary>The id of the other region's table; empty before the first pull.</summary>
    public string TableId { get; internal set; } = "";

    /// <summary>Its changes up to here are applied in this region and in the journal.</summary>
    public long Cursor { get; internal set; }

    /// <summary>
    /// Our changes up to here were applied over there before it read the last batch that we have applied: no write that is older
    /// than one of these is left in its log. Not kept across restarts; the next pull says it again.
    /// </summary>
    public long Confirmed { get; internal set; }
}
