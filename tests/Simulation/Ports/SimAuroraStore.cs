using ActiveActive.Contracts;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Ports;

/// <summary>A stage's global database through its writer endpoint.</summary>
public sealed class SimAuroraStore(
    Network network, Life from, string database, string component, IEndpointResolver resolver, Func<string, AuroraInstance> instanceAt) : IRecordStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var instance = instanceAt(await resolver.ResolveAsync(DnsNames.Writer(database), cancellation));
        return await network.CallAsync<IReadOnlySet<string>>(from, instance, call => instance.Insert(call, database, records, component), cancellation);
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        var instance = instanceAt(await resolver.ResolveAsync(DnsNames.Writer(database), cancellation));
        await network.CallAsync<bool>(from, instance, call => instance.Probe(call, database), cancellation);
    }
}
