using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;

namespace ActiveActive.Engines.Lab;

/// <summary>The writer endpoints as manual record sets of the dns-router, which keeps them across its own restarts.</summary>
internal sealed class RouterWriterEndpoint(RouterClient router) : IWriterEndpoint
{
    /// <inheritdoc/>
    public async Task<Region> WriterAsync(string database, CancellationToken cancellation)
    {
        var name = DnsNames.Writer(database);
        var route = (await router.ReadAsync(cancellation)).SingleOrDefault(r => r.Name == name);
        return Region.Parse(route?.Active ?? throw new Scenarios.LabEnvironmentException($"{Components.DnsRouter} has no writer endpoint {name}"));
    }

    /// <inheritdoc/>
    public Task MoveAsync(string database, Region to, CancellationToken cancellation) =>
        router.SetActiveAsync(DnsNames.Writer(database), to, cancellation);
}
