namespace ActiveActive.Spec.Invariants;

/// <summary>Sorts of targets, by where their work would show.</summary>
internal enum FaultTargetSort
{
    /// <summary>A stage container.</summary>
    Container,

    /// <summary>Source, destination or router.</summary>
    Service,

    /// <summary>One queue of one region.</summary>
    Queue,

    /// <summary>One region's DynamoDB table.</summary>
    Table,

    /// <summary>One region's database of an Aurora pair.</summary>
    Database,

    /// <summary>A Postgres instance.</summary>
    Instance,

    /// <summary>A region's AWS emulator.</summary>
    Aws,

    /// <summary>A region's part in DNS.</summary>
    Routing,

    /// <summary>Replication of one store into a region, or all of it.</summary>
    Replication,

    /// <summary>The writer of an Aurora global database.</summary>
    Writer,
}
