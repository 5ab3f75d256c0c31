namespace ActiveActive.DnsRouter.Routing;

/// <summary>What operators and control planes have changed since the file was written: it outlives the process.</summary>
public sealed record OperatorState
{
    /// <summary>Regions switched off.</summary>
    public IReadOnlyList<string> Offline { get; init; } = [];

    /// <summary>Record set to region to weight.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Weights { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, int>>();

    /// <summary>Manual record set to its active region.</summary>
    public IReadOnlyDictionary<string, string> Active { get; init; } = new Dictionary<string, string>();
}
