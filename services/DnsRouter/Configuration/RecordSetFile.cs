namespace ActiveActive.DnsRouter.Configuration;

/// <summary>The router's whole configuration: the one file that <c>Dns:RecordSets</c> names.</summary>
public sealed record RecordSetFile
{
    /// <summary>All names, each once.</summary>
    public required IReadOnlyList<RecordSetDefinition> RecordSets { get; init; }
}
