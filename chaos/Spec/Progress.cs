namespace ActiveActive.Spec;

/// <summary>The places where a record was found, as bits. The ten replicas' follow <see cref="FirstReplica"/> in the order of <see cref="Replica.All"/>.</summary>
[Flags]
public enum Progress
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A queue acknowledged it to the source.</summary>
    Acknowledged = 1,

    /// <summary>The delivery log has it.</summary>
    Delivered = 2,

    /// <summary>The first of the ten replicas has it.</summary>
    FirstReplica = 4,
}
