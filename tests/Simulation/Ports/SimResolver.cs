using ActiveActive.Contracts;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Ports;

/// <summary>
/// Asks the router over the simulated network and keeps each answer for its TTL and not a moment longer, as the shipped resolver does.
/// </summary>
public sealed class SimResolver(Network network, Life from, RouterServer router) : IEndpointResolver
{
    private const int Attempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, (string Host, DateTimeOffset Until)> _answers = [];

    /// <inheritdoc/>
    public async Task<string> ResolveAsync(string name, CancellationToken cancellation)
    {
        if (_answers.TryGetValue(name, out var known) && known.Until > from.Time.GetUtcNow())
            return known.Host;
        var (host, ttl) = await AskAsync(name, cancellation);
        if (ttl > 0)
            _answers[name] = (host, from.Time.GetUtcNow() + TimeSpan.FromSeconds(ttl));
        return host;
    }

    private async Task<(string Host, int Ttl)> AskAsync(string name, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var patience = new CancellationTokenSource(Patience, from.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            try
            {
                return await network.CallAsync<(string, int)>(from, router, call => router.Resolve(call, name), either.Token);
            }
            catch (Exception silent) when (!cancellation.IsCancellationRequested && silent is IOException or OperationCanceledException)
            {
                if (attempt == Attempts)
                    throw new EndpointUnresolvedException(name, "the router did not answer", silent);
            }
        }
    }
}
