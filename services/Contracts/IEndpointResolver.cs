namespace ActiveActive.Contracts;

/// <summary>
/// Resolves a name through the dns-router and keeps the answer as long as its TTL says. A TTL of 0 asks every time.
/// </summary>
public interface IEndpointResolver
{
    /// <summary>The host to use now: an IP address, or the name that a CNAME answer points to (an AWS endpoint, say).</summary>
    /// <exception cref="EndpointUnresolvedException">The router did not answer, or has no such name.</exception>
    Task<string> ResolveAsync(string name, CancellationToken cancellation);
}

/// <summary>A name had no answer: a failed dependency, like any other.</summary>
public sealed class EndpointUnresolvedException(string name, string reason, Exception? inner = null)
    : Exception($"{name} could not be resolved: {reason}", inner);
