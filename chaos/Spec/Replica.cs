using ActiveActive.Contracts;

namespace ActiveActive.Spec;

/// <summary>One region's copy of a store.</summary>
/// <param name="Region">The region's short name.</param>
/// <param name="Store">The database or table.</param>
public readonly record struct Replica(string Region, string Store)
{
    /// <summary>All ten: two regions of five stores, in the order of the journey.</summary>
    public static readonly IReadOnlyList<Replica> All =
        [.. Stage.All.SelectMany(s => Contracts.Region.All.Select(r => new Replica(r.Name, s.Name)))];

    /// <summary>As status and faults name it: r1/inbound-database.</summary>
    public string Component => $"{Region}/{Store}-database";
}
