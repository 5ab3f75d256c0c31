namespace ActiveActive.DnsRouter.Configuration;

/// <summary>How a weighted set draws.</summary>
public enum WeightedMode
{
    /// <summary>In exact proportion: equal weights alternate.</summary>
    Exact,

    /// <summary>By seeded chance, as Route 53 draws.</summary>
    Random,
}
