using System.Net.Sockets;
using System.Text;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>A Docker engine that speaks an API from before what the lab needs: it answers every question with its version.</summary>
internal sealed class EngineOfThePast : IAsyncDisposable
{
    private const string Version = """{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}""";

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Version.Length}\r\n\r\n{Version}");

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _serving;

    /// <summary>Serves at a socket until it is disposed.</summary>
    public EngineOfThePast(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        var question = new byte[16 * 1024];
        try
        {
            while (true)
            {
                using var caller = await _listener.AcceptAsync();
                await caller.ReceiveAsync(question);
                await caller.SendAsync(Answer);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
