namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>Asks a target once. It may throw, and it may ignore its cancellation: <see cref="HealthCheck"/> copes with both.</summary>
public interface IProbe : IDisposable
{
    /// <summary>What the target answered.</summary>
    Task<ProbeResult> AskAsync(CancellationToken cancellation);
}
