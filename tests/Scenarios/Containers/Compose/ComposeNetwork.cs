namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>A network.</summary>
internal sealed record ComposeNetwork
{
    /// <summary>As the engine names it.</summary>
    public required string Name { get; init; }

    public ComposeIpam? Ipam { get; init; }

    /// <summary>True: no way out of it.</summary>
    public bool Internal { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its addresses.</summary>
    internal sealed record ComposeIpam(IReadOnlyList<ComposeSubnet>? Config = null);

    /// <summary>One range.</summary>
    internal sealed record ComposeSubnet(string Subnet);
}
