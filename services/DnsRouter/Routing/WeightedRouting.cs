namespace ActiveActive.DnsRouter.Routing;

/// <summary>
/// Which targets of a weighted set may be answered, and in what proportion: Route 53's rules ("How Amazon Route 53 chooses
/// records when health checking is configured", "Values specific for weighted records").
/// </summary>
public static class WeightedRouting
{
    /// <summary>A share per target, in order; 0 for one that is not answered. Not all are 0.</summary>
    public static int[] Shares(IReadOnlyList<(int Weight, bool Healthy)> targets)
    {
        // Nobody is healthy: Route 53 would rather answer something, and treats all as healthy.
        var trustHealth = targets.Any(t => t.Healthy);
        bool Usable((int Weight, bool Healthy) target) => target.Healthy || !trustHealth;

        // Zero-weighted targets are considered only when no weighted one is usable, and then alike.
        return targets.Any(t => t.Weight > 0 && Usable(t))
            ? [.. targets.Select(t => Usable(t) ? t.Weight : 0)]
            : [.. targets.Select(t => Usable(t) && t.Weight == 0 ? 1 : 0)];
    }
}
