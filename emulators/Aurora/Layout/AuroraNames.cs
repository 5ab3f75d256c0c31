using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Layout;

/// <summary>What things are called inside an instance.</summary>
public static class AuroraNames
{
    /// <summary>The workers' role: reads and inserts records, nothing else.</summary>
    public const string WorkersRole = "activeactive";

    /// <summary>The role that the other region's subscriptions log in as.</summary>
    public const string ReplicationRole = "aurora_replication";

    /// <summary>The control plane's role, a superuser.</summary>
    public const string AdminRole = "aurora_admin";

    /// <summary>The database that the control plane works from; it is never refused.</summary>
    public const string AdminDatabase = "postgres";

    /// <summary>The table, one in each database.</summary>
    public const string Table = "records";

    /// <summary>What a region publishes: the rows that it accepted itself.</summary>
    public static string Publication(Region from) => $"from_{from}";

    /// <summary>The subscription in a region to what the other one publishes.</summary>
    public static string Subscription(string database, Region from) => $"{database}_from_{from}";

    /// <summary>The slot, on the publishing side, that keeps what a region has not received yet.</summary>
    public static string Slot(string database, Region to) => $"{database}_to_{to}";
}
