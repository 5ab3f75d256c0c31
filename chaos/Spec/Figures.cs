namespace ActiveActive.Spec;

/// <summary>A run in numbers. A number that the evidence does not tell is null.</summary>
public sealed record Figures
{
    /// <summary>Distinct records that the source tried to send.</summary>
    public int? Published { get; init; }

    /// <summary>Distinct records that a queue acknowledged.</summary>
    public int? Acknowledged { get; init; }

    /// <summary>Distinct records in the delivery log.</summary>
    public int? Delivered { get; init; }

    /// <summary>Records that are lost.</summary>
    public int Lost { get; init; }

    /// <summary>Times that a record was stored or delivered again and absorbed.</summary>
    public int? Duplicates { get; init; }

    /// <summary>Times that something was sent again after it had been acknowledged.</summary>
    public int Replayed { get; init; }

    /// <summary>Sends of a record beyond its first, by the source.</summary>
    public int? Retried { get; init; }

    /// <summary>By store: the longest that replication took to carry a change over, in milliseconds.</summary>
    public IReadOnlyDictionary<string, double> LargestReplicationLagMs { get; init; } = new Dictionary<string, double>();

    /// <summary>Seconds from the last recovery until all was at rest.</summary>
    public double? SecondsToDrainAfterRecovery { get; init; }

    /// <summary>The fullest that a queue was seen: messages of every kind, by queue; only queues that held any.</summary>
    public IReadOnlyDictionary<string, long>? LargestQueueDepth { get; init; }

    /// <summary>Distinct acknowledged records by the region that they entered by, as far as its inbound container noted them.</summary>
    public IReadOnlyDictionary<string, int>? EnteredBy { get; init; }

    /// <summary>Faults of the run that the system itself noticed: a component entered FailedDependency, or a health check turned.</summary>
    public int? FaultsNoticed { get; init; }

    /// <summary>Seconds from a fault's injection until it was noticed, the longest of them.</summary>
    public double? SecondsToDetect { get; init; }
}
