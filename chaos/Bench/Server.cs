using System.Text.Json;

namespace ActiveActive.Bench;

/// <summary>A server under load, with a connection for what is not measured.</summary>
internal sealed class Server(Uri address) : IDisposable
{
    private readonly RawConnection _connection = new(address);

    /// <summary>Where it is.</summary>
    public Uri Address => address;

    /// <summary>Connects.</summary>
    public Task Open(CancellationToken cancellation) => _connection.Open(cancellation);

    /// <summary>A request's bytes.</summary>
    public byte[] Request(string target, string body) => Wire.Request(address, target, body);

    /// <summary>Makes a call that is not measured.</summary>
    public async Task<JsonElement> Call(string target, string body, CancellationToken cancellation)
    {
        var answer = await _connection.Call(Request(target, body), cancellation);
        return answer.IsEmpty ? default : JsonSerializer.Deserialize<JsonElement>(answer.Span);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
