using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ActiveActive.ConformanceTests.GlobalTables;

/// <summary>A TCP connection's way from one region to another, which can be cut: then nothing passes and nobody is told.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, bool> _open = [];
    private readonly CancellationTokenSource _over = new();
    private readonly IPEndPoint _target;
    private volatile bool _cut;
    private volatile int _cuts;

    public Link(string ip, string target)
    {
        _target = IPEndPoint.Parse(target);
        _listener.Bind(new IPEndPoint(IPAddress.Parse(ip), 0));
        _listener.Listen();
        Address = _listener.LocalEndPoint!.ToString()!;
        _ = Accept();
    }

    public string Address { get; }

    /// <summary>From now on bytes of either direction are lost.</summary>
    public void Cut()
    {
        // A connection that has lost bytes never carries any again: TCP would not go on after a hole.
        _cuts++;
        _cut = true;
    }

    /// <summary>The connections of the time before are gone; new ones work.</summary>
    public void Heal()
    {
        _cut = false;
        foreach (var socket in _open.Keys)
            socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        Heal();
        _over.Dispose();
    }

    private async Task Accept()
    {
        while (!_over.IsCancellationRequested)
        {
            Socket from;
            try
            {
                from = await _listener.AcceptAsync(_over.Token);
            }
            catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Carry(from);
        }
    }

    private async Task Carry(Socket from)
    {
        using var to = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        from.NoDelay = true;
        var cuts = _cuts;
        (_open[from], _open[to]) = (true, true);
        try
        {
            if (_cut)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _over.Token);
            await to.ConnectAsync(_target, _over.Token);
            await Task.WhenAny(Pump(from, to, cuts), Pump(to, from, cuts));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is not there: the caller sees its connection end.
        }

        _open.TryRemove(from, out _);
        _open.TryRemove(to, out _);
        from.Dispose();
    }

    private async Task Pump(Socket from, Socket to, int cuts)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _over.Token) is > 0 and var count)
            {
                if (cuts == _cuts)
                    await to.SendAsync(buffer.AsMemory(0, count), _over.Token);
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone: so has the connection.
        }
    }
}
