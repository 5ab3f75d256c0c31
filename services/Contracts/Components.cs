namespace ActiveActive.Contracts;

/// <summary>Names of the components, as status, faults and history write them.</summary>
public static class Components
{
    /// <summary>Publishes the batches.</summary>
    public const string RecordSource = "record-source";

    /// <summary>Receives from both lanes.</summary>
    public const string RecordDestination = "record-destination";

    /// <summary>Answers DNS.</summary>
    public const string DnsRouter = "dns-router";

    /// <summary>The lab itself: what injects faults and judges.</summary>
    public const string Lab = "lab";

    /// <summary>The AWS emulator of a region.</summary>
    public static string Aws(Region region) => $"{region}/aws";

    /// <summary>A stage container: r1/inbound.</summary>
    public static string Container(Region region, Stage stage) => $"{region}/{stage}";

    /// <summary>One Postgres instance of a pair: r1/aurora-ingress.</summary>
    public static string Instance(Region region, string pair) => $"{region}/aurora-{pair}";

    /// <summary>One queue of a region: r1/inbound-queue.</summary>
    public static string Queue(Region region, string queue) => $"{region}/{queue}-queue";

    /// <summary>One region's replica of a store, a database or the table: r1/inbound-database.</summary>
    public static string Database(Region region, string store) => $"{region}/{store}-database";

    /// <summary>A region's part in DNS: r1/routing.</summary>
    public static string Routing(Region region) => $"{region}/routing";

    /// <summary>Replication of one store into a region: r1/core-replication.</summary>
    public static string Replication(Region region, string store) => $"{region}/{store}-replication";

    /// <summary>The writer of a global database, wherever it is: inbound-writer.</summary>
    public static string Writer(string database) => $"{database}-writer";
}
