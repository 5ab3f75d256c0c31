using ActiveActive.Bench;
using Xunit;

namespace ActiveActive.ConformanceTests.Bench;

/// <summary>The loads of <c>aa bench emulator</c> are served, and an endpoint that does not serve them is no row but an error.</summary>
[Trait("Needs", "our emulator")]
public sealed class BenchmarkTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.5.9"));

    public async ValueTask InitializeAsync() => await _server.Start();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_load_has_a_row_of_every_endpoint_with_rate_times_processor_and_memory()
    {
        var rows = await Run(new BenchEndpoint(new Uri(_server.Address), _server.ProcessId));
        Assert.Equal(
            ["send 1", "send 10", "receive 10 + delete 10", "put", "get", "query", "batch write 25"],
            rows.Select(r => r.Load));
        Assert.All(rows, row =>
        {
            Assert.Equal(_server.Address, row.Endpoint);
            Assert.True(row.PerSecond > 0 && row.P50Milliseconds > 0 && row.P99Milliseconds >= row.P50Milliseconds, $"{row}");
            Assert.True(row.CpuSecondsPerThousand >= 0 && row.MemoryMegabytes > 0, $"{row}");
        });
    }

    [Fact]
    public async Task Nobody_there_is_an_error()
    {
        var address = DynamoDbServer.FreeAddress("127.77.5.10");
        var error = await Assert.ThrowsAsync<BenchException>(() => Run(new BenchEndpoint(new Uri($"http://{address}"), null)));
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<BenchRow>> Run(BenchEndpoint endpoint)
    {
        var options = new BenchOptions { Endpoints = [endpoint], Connections = [2], Rounds = 1, Length = TimeSpan.FromSeconds(0.1) };
        return new Benchmark(options, TimeProvider.System).Run(new Progress<BenchRow>(), TestContext.Current.CancellationToken);
    }
}
