using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;

namespace ActiveActive.Engines.Lab;

/// <summary>The writer endpoints as manual record sets of the dns-router, which keeps them across its own restarts.</summary>
internal sealed class RouterWriterEndpoint(RouterClient router) : IWriterEndpoint
{
    /// <inheritdoc/>
    public async Task<Region> WriterAsync(string database, CancellationToken cancellation)
    {
        var set = await router.RecordSetAsync(DnsNames.Writer(database), cancellation);
        return Region.Parse(set.Active ?? throw new Scenarios.LabEnvironmentException($"dns-router answers {set.Name} by {set.Policy}, not by one active region"));
    }

    /// <inheritdoc/>
    public Task MoveAsync(string database, Region to, CancellationToken cancellation) =>
        router.SetActiveAsync(DnsNames.Writer(database), to, cancellation);
}
