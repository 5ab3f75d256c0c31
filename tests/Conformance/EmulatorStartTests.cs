using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>An emulator that cannot start says why in one line and ends with 2.</summary>
[Trait("Needs", "our emulator")]
public sealed class EmulatorStartTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("aa-emulator-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task<string> Refusal(string listen, string region = "us-east-1", string? data = null)
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "ActiveActive.AwsEmulator");
        using var process = await Starter.Start(new ProcessStartInfo(
            "setpriv",
            ["--pdeathsig", "KILL", executable, "--Lab:Component", "test/aws", "--Lab:Listen", listen, "--Emulator:Region", region, "--Emulator:Data", data ?? _data])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        });
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
            Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
            await process.WaitForExitAsync(deadline.Token);
            Assert.Equal(2, process.ExitCode);
            return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Parse("127.77.4.1"), 0);
        taken.Start();
        Assert.Contains($"{taken.LocalEndpoint}", await Refusal($"{taken.LocalEndpoint}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_in_use_is_told_with_its_holder()
    {
        await using var first = await new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.4.2")).Start();
        Assert.Contains($"test/us-east-1 (process {first.ProcessId}, {first.Listen})", await Refusal(DynamoDbServer.FreeAddress("127.77.4.3"), data: first.Data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mars", "Emulator:Region 'mars'")]
    [InlineData("", "Emulator:Region ''")]
    public async Task A_bad_setting_is_named(string region, string expected) =>
        Assert.Contains(expected, await Refusal(DynamoDbServer.FreeAddress("127.77.4.4"), region), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_no_journal_is_named()
    {
        var journal = Path.Combine(_data, "journal");
        await File.WriteAllTextAsync(journal, "hello", TestContext.Current.CancellationToken);
        Assert.Contains($"{journal} is not a journal", await Refusal(DynamoDbServer.FreeAddress("127.77.4.5")), StringComparison.Ordinal);
        Assert.Equal("hello", await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_ends_in_order_when_asked_though_a_call_hangs()
    {
        await using var server = await new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.4.6")).Start();
        await server.Send(HttpMethod.Post, "/_lab/faults", """{"resource":"table/core","kind":"hang"}""");
        var call = Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() => server.Client().DescribeTableAsync("core"));
        await Until.True("a call hangs", async () => (await server.Get("/_lab/faults")).Contains("\"held\":1", StringComparison.Ordinal));
        Assert.Equal(0, await server.Stop());
        await call;
    }
}
