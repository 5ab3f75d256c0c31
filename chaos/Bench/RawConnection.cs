using System.Buffers.Text;
using System.Net.Sockets;

namespace ActiveActive.Bench;

/// <summary>
/// HTTP/1.1 on one socket, with as little of it as a benchmark needs: the request's bytes are ready, the answer's status and body
/// are found where they are. So the server is what is measured and not the client.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Uri _address;
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public RawConnection(Uri address) => _address = address;

    public async Task Open(CancellationToken cancellation)
    {
        try
        {
            await _socket.ConnectAsync(_address.Host, _address.Port, cancellation);
        }
        catch (SocketException refused)
        {
            throw new BenchException($"{_address} cannot be reached: {refused.Message}", refused);
        }
    }

    /// <summary>Sends a request and gives the body of its answer, valid until the next call.</summary>
    /// <exception cref="BenchException">The answer is no 200, or none came.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Call(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        try
        {
            for (var sent = 0; sent < request.Length;)
                sent += await _socket.SendAsync(request[sent..], SocketFlags.None, cancellation);
            _filled = 0;
            int head;
            while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
                await Fill(cancellation);
            head += 4;
            var body = ContentLength(_buffer.AsSpan(0, head)) is { } length
                ? await ReadSized(head, length, cancellation)
                : await ReadChunked(head, cancellation);
            return _buffer.AsSpan(0, head).StartsWith("HTTP/1.1 200"u8)
                ? body
                : throw new BenchException($"{_address} answered {Text(_buffer.AsSpan(0, Math.Min(head, 15)))}: {Text(body.Span[..Math.Min(body.Length, 300)])}");
        }
        catch (SocketException broken)
        {
            throw new BenchException($"{_address} broke the connection: {broken.Message}", broken);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes).Trim();

    private async ValueTask<ReadOnlyMemory<byte>> ReadSized(int head, int length, CancellationToken cancellation)
    {
        while (_filled < head + length)
            await Fill(cancellation);
        return _buffer.AsMemory(head, length);
    }

    // The chunks are moved together in place.
    private async ValueTask<ReadOnlyMemory<byte>> ReadChunked(int head, CancellationToken cancellation)
    {
        var (at, end) = (head, head);
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(at, _filled - at).IndexOf("\r\n"u8)) < 0)
                await Fill(cancellation);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(at, line), out int size, out _, 'x'))
                throw new BenchException($"{_address} answers in a form that is neither sized nor chunked");
            at += line + 2;
            while (_filled < at + size + 2)
                await Fill(cancellation);
            if (size == 0)
                return _buffer.AsMemory(head, end - head);
            _buffer.AsSpan(at, size).CopyTo(_buffer.AsSpan(end));
            (at, end) = (at + size + 2, end + size);
        }
    }

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        foreach (var line in head.Split("\r\n"u8))
        {
            var field = head[line];
            if (field.Length > 15 && System.Text.Ascii.EqualsIgnoreCase(field[..15], "content-length:"u8) && Utf8Parser.TryParse(field[15..].TrimStart((byte)' '), out int length, out _))
                return length;
        }

        return null;
    }

    private async ValueTask Fill(CancellationToken cancellation)
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None, cancellation);
        if (read == 0)
            throw new BenchException($"{_address} closed the connection without an answer");
        _filled += read;
    }
}
