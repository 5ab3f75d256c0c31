namespace ActiveActive.Faults;

/// <summary>What a target is, and so which faults it can have.</summary>
public enum TargetKind
{
    /// <summary>A stage container: r1/inbound.</summary>
    Container,

    /// <summary>One SQS queue of one region: r1/inbound-queue.</summary>
    Queue,

    /// <summary>One region's database of an Aurora global database: r1/inbound-database.</summary>
    Database,

    /// <summary>One region's replica of the DynamoDB global table: r1/core-database.</summary>
    Table,

    /// <summary>A region's AWS emulator as a whole: r1/aws.</summary>
    Aws,

    /// <summary>A Postgres instance as a whole: r1/aurora-ingress.</summary>
    AuroraInstance,

    /// <summary>Replication of one store into one region (r1/core-replication), or of all stores both ways (replication).</summary>
    Replication,

    /// <summary>A region's part in DNS: r1/routing.</summary>
    Routing,

    /// <summary>The writer of an Aurora global database, in whichever region it is: inbound-writer.</summary>
    Writer,

    /// <summary>What is there once in a lab: dns-router, record-source, record-destination.</summary>
    Service,
}
