using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>
/// A socket without an HTTP client: it sends what it is given and reads one answer, within a deadline. It is opened again when
/// the server has closed it, which is its right after broken HTTP.
/// </summary>
internal sealed class RawConnection(IPEndPoint server) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads its answer; null when the server closed the connection instead.</summary>
    /// <exception cref="TimeoutException">Neither came in time.</exception>
    public async Task<FuzzAnswer?> Exchange(FuzzRequest request)
    {
        using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
        try
        {
            var reused = _socket is not null;
            if (reused && (_socket!.Poll(0, SelectMode.SelectRead) || _start < _end))
                Close();
            _socket ??= await Open(deadline.Token);
            await Send(request, deadline.Token);
            var answer = await ReadAnswer(deadline.Token);
            if (request.Truncated || request.Form == FuzzForm.Http)
                Close();
            return answer;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Close();
            throw new TimeoutException($"no answer within {Deadline.TotalSeconds} s");
        }
        catch (Exception ended) when (ended is SocketException or EndOfStreamException)
        {
            Close();
            return null;
        }
    }

    public void Dispose() => Close();

    private async Task<Socket> Open(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellation);
        (_start, _end) = (0, 0);
        return socket;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
        (_start, _end) = (0, 0);
    }

    private async Task Send(FuzzRequest request, CancellationToken cancellation)
    {
        try
        {
            for (ReadOnlyMemory<byte> left = request.Bytes; left.Length > 0;)
                left = left[await _socket!.SendAsync(left, cancellation)..];
            if (request.Truncated)
                _socket!.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has read enough and said why; that is read next.
        }
    }

    private async Task<FuzzAnswer> ReadAnswer(CancellationToken cancellation)
    {
        var first = await ReadLine(cancellation);
        var status = int.Parse(first.Split(' ')[1], CultureInfo.InvariantCulture);
        var (length, chunked, close) = (0, false, false);
        while (await ReadLine(cancellation) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            var (name, value) = (line[..colon].ToUpperInvariant(), line[(colon + 1)..].Trim());
            if (name == "CONTENT-LENGTH")
                length = int.Parse(value, CultureInfo.InvariantCulture);
            chunked |= name == "TRANSFER-ENCODING" && value == "chunked";
            close |= name == "CONNECTION" && value == "close";
        }

        var body = chunked ? await ReadChunks(cancellation) : await ReadBytes(length, cancellation);
        if (close)
            Close();
        return new FuzzAnswer(status, body);
    }

    private async Task<byte[]> ReadChunks(CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        while (int.Parse(await ReadLine(cancellation), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            body.Write(await ReadBytes(length, cancellation));
            await ReadLine(cancellation);
        }

        await ReadLine(cancellation);
        return body.ToArray();
    }

    private async Task<string> ReadLine(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
                await Fill(cancellation);
            var c = (char)_buffer[_start++];
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(c);
        }
    }

    private async Task<byte[]> ReadBytes(int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            if (_start == _end)
                await Fill(cancellation);
            var some = Math.Min(count - read, _end - _start);
            _buffer.AsSpan(_start, some).CopyTo(bytes.AsSpan(read));
            (read, _start) = (read + some, _start + some);
        }

        return bytes;
    }

    private async Task Fill(CancellationToken cancellation)
    {
        (_start, _end) = (0, await _socket!.ReceiveAsync(_buffer, cancellation));
        if (_end == 0)
            throw new EndOfStreamException();
    }
}
