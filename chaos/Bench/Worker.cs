namespace ActiveActive.Bench;

/// <summary>One connection that works without a pause.</summary>
internal sealed class Worker(Load load, Server server, int number, TimeProvider time) : IDisposable
{
    private readonly RawConnection _connection = new(server.Address);

    /// <summary>Messages or items.</summary>
    public long Done { get; private set; }

    /// <summary>The time at which the last piece of work was done.</summary>
    public long Last { get; private set; }

    /// <summary>How long each piece of work took.</summary>
    public List<long> Latencies { get; } = [];

    /// <summary>Connects.</summary>
    public Task Open(CancellationToken cancellation) => _connection.Open(cancellation);

    /// <summary>Works until the time is up or there is nothing left.</summary>
    public async Task Run(long began, TimeSpan length, CancellationToken cancellation)
    {
        Last = began;
        for (var turn = 0; time.GetElapsedTime(began, Last) < length; turn++)
        {
            var before = time.GetTimestamp();
            var count = await load.Work(server, _connection, number, turn, cancellation);
            if (count == 0)
                return;
            Last = time.GetTimestamp();
            Latencies.Add(Last - before);
            Done += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
