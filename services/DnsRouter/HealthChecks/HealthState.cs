namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>
/// A target's health as Route 53 keeps it: it changes only after as many checks in a row as the threshold says have found
/// the opposite. A new target is healthy.
/// </summary>
/// <param name="Healthy">The verdict.</param>
/// <param name="Since">When the verdict last changed.</param>
/// <param name="Reason">What the check that brought the verdict about found.</param>
/// <param name="Contrary">Checks in a row that found the opposite.</param>
/// <param name="Last">What the last check found; null before the first.</param>
/// <param name="LastAt">When the last check ended.</param>
public sealed record HealthState(bool Healthy, DateTimeOffset Since, string Reason, int Contrary, ProbeResult? Last, DateTimeOffset? LastAt)
{
    /// <summary>Before the first check.</summary>
    public static HealthState New(DateTimeOffset now) => new(true, now, "new: taken for healthy until checks say otherwise", 0, null, null);

    /// <summary>After one more check.</summary>
    public HealthState Observe(ProbeResult result, int threshold, DateTimeOffset now)
    {
        var seen = this with { Last = result, LastAt = now };
        if (result.Passed == Healthy)
            return seen with { Contrary = 0 };
        return Contrary + 1 < threshold
            ? seen with { Contrary = Contrary + 1 }
            : seen with { Healthy = result.Passed, Since = now, Reason = result.Reason, Contrary = 0 };
    }
}
