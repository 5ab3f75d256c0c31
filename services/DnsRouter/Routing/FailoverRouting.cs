namespace ActiveActive.DnsRouter.Routing;

/// <summary>Which target of a failover set is answered: the primary, unless it is unhealthy and the secondary is not.</summary>
public static class FailoverRouting
{
    /// <summary>True for the primary. A secondary that is not there is given as unhealthy.</summary>
    public static bool AnswersPrimary(bool primaryHealthy, bool secondaryHealthy) => primaryHealthy || !secondaryHealthy;
}
