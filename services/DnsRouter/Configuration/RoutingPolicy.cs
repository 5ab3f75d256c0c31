namespace ActiveActive.DnsRouter.Configuration;

/// <summary>How a record set chooses what it answers.</summary>
public enum RoutingPolicy
{
    /// <summary>Everything it has, always.</summary>
    Simple,

    /// <summary>One target in proportion to its weight.</summary>
    Weighted,

    /// <summary>The primary while it is healthy.</summary>
    Failover,

    /// <summary>The active target, moved by its control plane only.</summary>
    Manual,
}
