namespace ActiveActive.DnsRouter.Configuration;

/// <summary>A target's place in a failover or manual set.</summary>
public enum FailoverRole
{
    /// <summary>Answered first.</summary>
    Primary,

    /// <summary>Answered when the primary is not.</summary>
    Secondary,
}
