namespace ActiveActive.Bench;

/// <summary>One kind of work for a server. A round makes what it needs, works for its time, and takes away what it made.</summary>
internal abstract class Load
{
    /// <summary>Its name in the report.</summary>
    public abstract string Name { get; }

    /// <summary>Makes what the work needs; not measured.</summary>
    public abstract Task Prepare(Server server, BenchOptions options, CancellationToken cancellation);

    /// <summary>One piece of work, measured: how many messages or items it was, or 0 when there is nothing left to do.</summary>
    public abstract ValueTask<int> Work(Server server, RawConnection connection, int worker, int turn, CancellationToken cancellation);

    /// <summary>Takes away what <see cref="Prepare"/> made.</summary>
    public abstract Task Clear(Server server, CancellationToken cancellation);
}
