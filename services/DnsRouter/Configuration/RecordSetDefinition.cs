namespace ActiveActive.DnsRouter.Configuration;

/// <summary>One name of the router and what stands behind it.</summary>
public sealed record RecordSetDefinition
{
    /// <summary>Full name, inside one of the router's zones.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds that an answer may be kept, 0 to 86,400.</summary>
    public int TtlSeconds { get; init; } = 1;

    /// <summary>How it chooses.</summary>
    public required RoutingPolicy Policy { get; init; }

    /// <summary>Weighted: how it draws.</summary>
    public WeightedMode Mode { get; init; } = WeightedMode.Exact;

    /// <summary>What it chooses from.</summary>
    public IReadOnlyList<TargetDefinition> Targets { get; init; } = [];

    /// <summary>Simple: texts, answered as one TXT record each.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}
