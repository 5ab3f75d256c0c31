namespace ActiveActive.AwsEmulator.Replication;

/// <summary>How the inflow of one table from one other region stands.</summary>
public sealed record ReplicaStatus
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The other region.</summary>
    public required string Peer { get; init; }

    /// <summary>False while the other region has yet to say that it has the table.</summary>
    public bool Active { get; init; }

    /// <summary>The other region's changes up to here are applied.</summary>
    public long Cursor { get; init; }

    /// <summary>Changes that the other region has and this one lacks; null when not known.</summary>
    public int? Pending { get; init; }

    /// <summary>When the oldest of them was written over there; of several batches' worth, the newest applied one. Null when nothing is pending, or not known.</summary>
    public DateTimeOffset? OldestPendingAt { get; init; }

    /// <summary>Changes applied in this life.</summary>
    public long Applied { get; init; }

    /// <summary>From the write over there to its application here, for the oldest change of the last batch.</summary>
    public double? LastLagMilliseconds { get; init; }

    /// <summary>The largest such time in this life.</summary>
    public double? LargestLagMilliseconds { get; init; }

    /// <summary>A fault holds it.</summary>
    public bool Paused { get; init; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Problem { get; init; }
}
