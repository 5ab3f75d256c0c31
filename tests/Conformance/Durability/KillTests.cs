using System.Globalization;
using Xunit;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// SIGKILL at random under a mixed load: nothing acknowledged is lost, nothing whose delete was acknowledged comes back. AA_KILLS
/// says how often, AA_SEED replays the moments.
/// </summary>
[Trait("Needs", "our emulator")]
public sealed class KillTests
{
    private const int Kills = 24;

    [Fact]
    public async Task Killed_at_random_it_keeps_what_it_acknowledged()
    {
        var kills = Setting("AA_KILLS") ?? Kills;
        var seed = Setting("AA_SEED") ?? (int)(TimeProvider.System.GetTimestamp() & int.MaxValue);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: replay with AA_SEED={seed} AA_KILLS={kills}");
        var chance = new Random(seed);
        await using var server = new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.4.20"));
        await server.Start();
        using var load = new KilledLoad(server.Address);
        await load.Prepare();
        var acknowledged = load.Acknowledgements;
        for (var life = 0; life < kills; life++)
        {
            var running = load.Run();
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1, 150)), TimeProvider.System, TestContext.Current.CancellationToken);
            await server.Kill();
            await running;
            await server.Start();
            await load.CheckTable();
        }

        Assert.True(load.Acknowledgements > acknowledged + kills, $"seed {seed}: only {load.Acknowledgements} calls were acknowledged, which proves little");
        await load.CheckQueue();
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
