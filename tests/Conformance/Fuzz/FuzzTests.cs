using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Xunit;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>
/// Malformed, truncated, oversized, deeply nested and mistyped requests for every operation, over raw sockets: each gets an error
/// in AWS's form or a success, within its deadline, and afterwards the emulator serves and opens its data again. AA_FUZZ says how
/// many, AA_FUZZ_SEED which, AA_FUZZ_FROM where to begin.
/// </summary>
[Trait("Needs", "our emulator")]
public sealed class FuzzTests
{
    private const int InCi = 20_000;

    // Any would do. What earlier ones found has tests of its own: half a surrogate pair in Base64, attribute definitions without a name.
    private const long SeedInCi = 88039596;
    private const int Lanes = 4;
    private const int RenewEvery = 2_000;
    private const int TroubleShown = 10;

    [Fact]
    public async Task Whatever_is_sent_gets_an_answer_in_AWS_form_and_never_an_error_of_ours()
    {
        var count = (int)Setting("AA_FUZZ", InCi);
        var seed = (ulong)Setting("AA_FUZZ_SEED", SeedInCi);
        var from = (int)Setting("AA_FUZZ_FROM", 0);
        Tell($"seed {seed}: {count} requests from {from}");
        await using var server = new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.8.1"));
        await server.Start();
        var world = new FuzzWorld(server);
        await world.Prepare();
        var requests = new FuzzRequests(seed, world);
        var trouble = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var time = TimeProvider.System;
        var begun = time.GetTimestamp();
        for (var at = from; at < from + count && trouble.Count < TroubleShown; at += RenewEvery)
        {
            var end = Math.Min(at + RenewEvery, from + count);
            await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => Send(server, requests, at + lane, end, trouble, statuses))));
            await world.Renew();
        }

        Tell(string.Create(CultureInfo.InvariantCulture, $"{statuses.Values.Sum()} answers in {time.GetElapsedTime(begun).TotalSeconds:0} s: {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {(s.Key == 0 ? "closed" : s.Key)}"))}"));
        Assert.True(trouble.IsEmpty, string.Join("\n\n", trouble.Select(t => $"{t}\nreplay: AA_FUZZ_SEED={seed} AA_FUZZ_FROM={t.Split(' ', ',')[1]} AA_FUZZ=1 artifacts/bin/ConformanceTests/release/ActiveActive.ConformanceTests -class \"*FuzzTests\"")) + $"\n\n{server.Told}");
        await CheckLife(server, world);
        Assert.True(count < 1000 || statuses.GetValueOrDefault(200) > count / 50, "hardly any request succeeded, so that little was reached");
    }

    private static async Task CheckLife(DynamoDbServer server, FuzzWorld world)
    {
        await world.CheckWitnesses("after all requests");
        await server.Kill();
        await server.Start();
        await world.CheckWitnesses("after a kill");
        Assert.Equal(0, await server.Stop());
        await server.Start();
        await world.CheckWitnesses("after a stop");
    }

    private static async Task Send(
        DynamoDbServer server, FuzzRequests requests, int first, int end, ConcurrentQueue<string> trouble, ConcurrentDictionary<int, int> statuses)
    {
        using var connection = new RawConnection(IPEndPoint.Parse(server.Listen));
        for (var number = first; number < end; number += Lanes)
        {
            var request = requests.Draw(number);
            try
            {
                var answer = await connection.Exchange(request);
                statuses.AddOrUpdate(answer?.Status ?? 0, 1, (_, n) => n + 1);
                if (FuzzVerdict.Problem(request, answer) is { } problem)
                    trouble.Enqueue($"{request}\n{problem}");
            }
            catch (TimeoutException hang)
            {
                trouble.Enqueue($"{request}\n{hang.Message}");
            }

            if (trouble.Count >= TroubleShown)
                return;
        }
    }

    private static void Tell(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);

    private static long Setting(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
