using System.Collections.Concurrent;
using System.Net;
using ActiveActive.Contracts;
using DnsClient;

namespace ActiveActive.Hosting.Clients;

/// <summary>
/// Asks the dns-router over UDP (TCP when truncated) and keeps each answer for its TTL and not a moment longer. An answer that
/// cannot be renewed is not used stale: a client that went on with an old address would hide a failover.
/// </summary>
public sealed class DnsEndpointResolver : IEndpointResolver
{
    private readonly LookupClient _dns;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, (string Host, DateTimeOffset Until)> _answers = new();

    /// <summary>A resolver that asks <paramref name="server"/>.</summary>
    public DnsEndpointResolver(IPEndPoint server, TimeProvider time)
    {
        _time = time;
        _dns = new LookupClient(new LookupClientOptions(server)
        {
            UseCache = false,
            Recursion = false,
            Retries = 1,
            Timeout = TimeSpan.FromMilliseconds(500),
            ThrowDnsErrors = false,
        });
    }

    /// <inheritdoc/>
    public async Task<string> ResolveAsync(string name, CancellationToken cancellation)
    {
        if (_answers.TryGetValue(name, out var known) && known.Until > _time.GetUtcNow())
            return known.Host;
        var (host, ttl) = await AskAsync(name, cancellation);
        if (ttl > TimeSpan.Zero)
            _answers[name] = (host, _time.GetUtcNow() + ttl);
        return host;
    }

    private async Task<(string Host, TimeSpan Ttl)> AskAsync(string name, CancellationToken cancellation)
    {
        IDnsQueryResponse response;
        try
        {
            response = await _dns.QueryAsync(name, QueryType.A, cancellationToken: cancellation);
        }
        catch (DnsResponseException silent)
        {
            throw new EndpointUnresolvedException(name, silent.Message, silent);
        }

        if (response.HasError)
            throw new EndpointUnresolvedException(name, response.ErrorMessage);
        if (response.Answers.ARecords().FirstOrDefault() is { } address)
            return (address.Address.ToString(), TimeSpan.FromSeconds(address.TimeToLive));
        if (response.Answers.CnameRecords().FirstOrDefault() is { } alias)
            return (alias.CanonicalName.Value.TrimEnd('.'), TimeSpan.FromSeconds(alias.TimeToLive));
        throw new EndpointUnresolvedException(name, "the router has the name, but no address for it");
    }
}
