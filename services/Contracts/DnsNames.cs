namespace ActiveActive.Contracts;

/// <summary>The names that the dns-router answers for.</summary>
public static class DnsNames
{
    /// <summary>Weighted: the region that the next record enters.</summary>
    public const string In = "in.activeactive.test";

    /// <summary>Failover: the region's own outbound lane first, the other region's when it is offline.</summary>
    public static string Out(Region region) => $"{region.Name}.out.activeactive.test";

    /// <summary>Failover, moved by the Aurora control plane: where the one writer of a global database is.</summary>
    public static string Writer(string database) => $"{database}.writer.aurora.test";

    /// <summary>The zones that the router is the authority for; any other name is REFUSED.</summary>
    public static readonly IReadOnlyList<string> Zones = ["activeactive.test", "aurora.test"];
}
