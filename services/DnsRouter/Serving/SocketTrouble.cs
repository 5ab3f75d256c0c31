namespace ActiveActive.DnsRouter.Serving;

/// <summary>
/// How long a receive loop waits after socket errors in a row: not at all after the first (an ICMP port-unreachable is over once
/// it is read), then longer and longer, so that a socket that stays broken does not take a processor.
/// </summary>
public sealed class SocketTrouble(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private int _inARow;

    /// <summary>The socket worked.</summary>
    public void Over() => _inARow = 0;

    /// <summary>It failed once more.</summary>
    public Task PauseAsync(CancellationToken cancellation)
    {
        var pause = TimeSpan.FromMilliseconds(_inARow == 0 ? 0 : 5 << Math.Min(_inARow, 8));
        _inARow++;
        return pause == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(pause < Longest ? pause : Longest, time, cancellation);
    }
}
