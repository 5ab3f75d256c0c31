namespace ActiveActive.Bench;

/// <summary>
/// Puts the same load on every endpoint in turn, round after round, so that what else the machine does meets all of them alike,
/// and takes the medians.
/// </summary>
public sealed class Benchmark(BenchOptions options, TimeProvider time)
{
    private sealed record Round(double PerSecond, double P50, double P99, double? Cpu);

    /// <summary>The services that loads are there for.</summary>
    public static IReadOnlyList<string> Services { get; } = ["sqs", "dynamodb"];

    /// <summary>Measures, and reports every row as soon as it is there.</summary>
    public async Task<IReadOnlyList<BenchRow>> Run(IProgress<BenchRow> progress, CancellationToken cancellation)
    {
        List<BenchRow> rows = [];
        foreach (var load in options.Services.SelectMany(LoadsOf))
        {
            foreach (var connections in options.Connections)
            {
                var rounds = options.Endpoints.ToDictionary(e => e, _ => new List<Round>());
                // The first round of each warms its server up and is not counted.
                for (var round = 0; round <= options.Rounds; round++)
                {
                    foreach (var endpoint in options.Endpoints)
                    {
                        var measured = await Measure(load, endpoint, connections, cancellation);
                        if (round > 0)
                            rounds[endpoint].Add(measured);
                    }
                }

                foreach (var endpoint in options.Endpoints)
                {
                    rows.Add(Row(load.Name, connections, endpoint, rounds[endpoint]));
                    progress.Report(rows[^1]);
                }
            }
        }

        return rows;
    }

    private static Load[] LoadsOf(string service) => service == "sqs"
        ? [new SendOne(), new SendTen(), new ReceiveAndDelete()]
        : [new Put(), new Get(), new Query(), new BatchWrite()];

    private static BenchRow Row(string load, int connections, BenchEndpoint endpoint, List<Round> rounds) => new(
        load, connections, endpoint.Address.ToString().TrimEnd('/'),
        Median(rounds.Select(r => r.PerSecond)), Median(rounds.Select(r => r.P50)), Median(rounds.Select(r => r.P99)),
        rounds.All(r => r.Cpu is not null) ? Median(rounds.Select(r => r.Cpu!.Value)) : null,
        ServerProcess.Megabytes(endpoint.ProcessId));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private async Task<Round> Measure(Load load, BenchEndpoint endpoint, int connections, CancellationToken cancellation)
    {
        using var server = new Server(endpoint.Address);
        await server.Open(cancellation);
        await load.Prepare(server, options, cancellation);
        var workers = Enumerable.Range(0, connections).Select(i => new Worker(load, server, i, time)).ToArray();
        try
        {
            foreach (var worker in workers)
                await worker.Open(cancellation);
            var (before, began) = (ServerProcess.CpuSeconds(endpoint.ProcessId), time.GetTimestamp());
            await Task.WhenAll(workers.Select(w => Task.Run(() => w.Run(began, options.Length, cancellation), cancellation)));
            var used = ServerProcess.CpuSeconds(endpoint.ProcessId);
            var done = workers.Sum(w => w.Done);
            if (done == 0)
                throw new BenchException($"{endpoint.Address} did no '{load.Name}' in {options.Length.TotalSeconds} s");
            var elapsed = time.GetElapsedTime(began, workers.Max(w => w.Last)).TotalSeconds;
            long[] latencies = [.. workers.SelectMany(w => w.Latencies).Order()];
            return new Round(done / elapsed, At(latencies, 0.5), At(latencies, 0.99), (used - before) * 1000 / done);
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
            // The first connection had nothing to do for as long as the round took: servers close such.
            using var after = new Server(endpoint.Address);
            await after.Open(CancellationToken.None);
            await load.Clear(after, CancellationToken.None);
        }
    }

    private double At(long[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)] * 1000.0 / time.TimestampFrequency;
}
