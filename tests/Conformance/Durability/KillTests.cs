using System.Globalization;
using Xunit;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// SIGKILL at random under a mixed load of SQS and DynamoDB: no acknowledged write is lost, no acknowledged delete comes back.
/// AA_KILLS says how often, AA_SEED the first seed; each seed is one data directory of 25 lives. AA_KILLS_AT_ONCE emulators live
/// side by side.
/// </summary>
[Trait("Needs", "our emulator")]
public sealed class KillTests
{
    private const int KillsInCi = 25;
    private const int LivesEach = 25;

    [Fact]
    public async Task Killed_at_random_it_keeps_what_it_acknowledged()
    {
        var kills = Setting("AA_KILLS") ?? KillsInCi;
        var first = Setting("AA_SEED") ?? (int)(TimeProvider.System.GetTimestamp() % 1_000_000_000);
        var shares = Enumerable.Range(0, (kills + LivesEach - 1) / LivesEach).Select(i => (Seed: first + i, Lives: Math.Min(LivesEach, kills - (i * LivesEach))));
        Tell($"seeds from {first}, {kills} kills: replay with AA_SEED={first} AA_KILLS={kills}");
        var gate = new Lock();
        var sum = new KillFigures(0, 0, 0, 0, 0, 0, 0);
        await Parallel.ForEachAsync(shares, new ParallelOptions { MaxDegreeOfParallelism = Setting("AA_KILLS_AT_ONCE") ?? 2 }, async (share, _) =>
        {
            var lives = new KilledLives((ulong)share.Seed);
            try
            {
                await lives.Run(share.Lives);
            }
            catch (LossException loss)
            {
                var replay = $"AA_SEED={share.Seed} AA_KILLS={share.Lives} artifacts/bin/ConformanceTests/release/ActiveActive.ConformanceTests -class \"*KillTests\"";
                Tell($"seed {share.Seed} FAILED: {loss.Message}\nreplay: {replay}");
                throw new LossException($"{loss.Message}\nreplay: {replay}");
            }

            lock (gate)
                sum = sum.And(lives.Figures);
            Tell($"seed {share.Seed} passed; so far {sum}");
        });
        Assert.Equal(kills, sum.Kills);
        Assert.True(sum.Acknowledged > 20 * kills && sum.Unknown > kills, $"that proves little: {sum}");
    }

    private static void Tell(string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        Console.Error.WriteLine(what);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
