using System.Collections.Concurrent;
using System.Globalization;
using ActiveActive.Contracts;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Xunit;

namespace ActiveActive.ConformanceTests.GlobalTables;

/// <summary>
/// Several writers in both regions fight for the same few items while the regions are killed, paused and cut off in turn. After
/// healing both regions are equal, every conflict went to the later writer, and each region's stream tells the same story.
/// AA_SEEDS says how many seeds are played, AA_SEED which is the first.
/// </summary>
[Trait("Needs", "our emulator")]
public sealed class ConflictTests
{
    private const int WritersPerRegion = 3;
    private const int Items = 6;
    private const int StreamsEvery = 20;

    [Fact]
    public async Task Every_conflict_goes_to_the_later_writer_through_kills_pauses_and_cuts()
    {
        var (first, seeds) = (Setting("AA_SEED", 1), Setting("AA_SEEDS", 3));
        await using var table = new GlobalTable("127.77.6.1", "127.77.6.2");
        await table.Start();
        var (conflicts, unknown) = (0, 0);
        for (var seed = first; seed < first + seeds; seed++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, replay: AA_SEED={seed} AA_SEEDS=1");
            var (history, east, west) = await PlayToTheEnd(table, seed);
            var prefix = $"{seed}.";
            var violations = ConflictChecker.Check(history, Of(east, prefix), Of(west, prefix));
            Assert.True(violations.Count == 0, $"seed {seed} (replay: AA_SEED={seed} AA_SEEDS=1):\n{string.Join('\n', violations)}");
            conflicts += ConflictChecker.Conflicts(history);
            unknown += history.Count(w => w.Acknowledged is null);
            // The streams tell of all seeds so far: read now and then, or their reading would take most of the time.
            if (seed % StreamsEvery != 0 && seed != first + seeds - 1)
                continue;
            foreach (var (region, items) in ((DynamoDbServer, SortedDictionary<string, string>)[])[(table.East, east), (table.West, west)])
            {
                var (told, records) = await GlobalTable.FoldStream(region);
                Assert.True(told.SequenceEqual(items), $"seed {seed}: the stream of {region.Region}, {records} records, tells of other items than there are");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seeds} seeds from {first}: {conflicts} conflicts, {unknown} writes without an answer");
        Assert.True(conflicts > 20 * seeds, $"only {conflicts} conflicts in {seeds} seeds");
    }

    private static async Task<(IReadOnlyCollection<Write> History, SortedDictionary<string, string> East, SortedDictionary<string, string> West)> PlayToTheEnd(GlobalTable table, int seed)
    {
        try
        {
            var history = await Play(table, seed);
            var (east, west) = await table.Converged();
            return (history, east, west);
        }
        catch (Exception) when (Tell($"{table.East.Told}\n{table.West.Told}"))
        {
            throw;
        }
    }

    private static bool Tell(string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        return true;
    }

    private static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> items, string prefix) =>
        items.Where(i => i.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary();

    /// <summary>One seed: a kill, a pause and a cut in a drawn order, each of a drawn region, with writes all the time.</summary>
    private static async Task<IReadOnlyCollection<Write>> Play(GlobalTable table, int seed)
    {
        var chance = new SeededChance((ulong)seed);
        var history = new ConcurrentQueue<Write>();
        using var stop = new CancellationTokenSource();
        var writers = (from server in (DynamoDbServer[])[table.East, table.West]
                       from number in Enumerable.Range(0, WritersPerRegion)
                       select Fight(server, $"{server.Region}/{number}", seed, chance.Fork($"{server.Region}/{number}"), history, stop.Token)).ToArray();
        foreach (var fault in Shuffled(["kill", "pause", "cut"], chance))
        {
            await Written(history, 20 + chance.Below(20));
            var victim = chance.Below(2) == 0 ? table.East : table.West;
            switch (fault)
            {
                case "kill":
                    await victim.Kill();
                    await Written(history, 8 + chance.Below(8));
                    await victim.Start();
                    break;
                case "pause":
                    victim.Pause();
                    await Written(history, 8 + chance.Below(8));
                    victim.Resume();
                    break;
                default:
                    table.Cut();
                    await Written(history, 30 + chance.Below(30));
                    table.Heal();
                    break;
            }
        }

        await Written(history, 20);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        return history;
    }

    /// <summary>A fault, and the time between two, lasts as long as the writers take for so many more acknowledged writes.</summary>
    private static Task Written(ConcurrentQueue<Write> history, int more)
    {
        var enough = history.Count(w => w.Acknowledged is not null) + more;
        return Until.True($"{more} more writes are acknowledged", () => Task.FromResult(history.Count(w => w.Acknowledged is not null) >= enough));
    }

    private static async Task Fight(DynamoDbServer server, string writer, int seed, SeededChance chance, ConcurrentQueue<Write> history, CancellationToken stop)
    {
        var time = TimeProvider.System;
        using var client = server.OneClient(timeoutSeconds: 1);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{seed}.{chance.Below(Items)}");
            var value = chance.Below(5) == 0 ? null : $"{writer}/{i}";
            var id = new Dictionary<string, AttributeValue> { ["id"] = new() { S = key } };
            var begun = time.GetTimestamp();
            try
            {
                if (value is null)
                {
                    // Whether or not it finds anything in its region: it is later than what the other has written before it.
                    await client.DeleteItemAsync(GlobalTable.Name, id, CancellationToken.None);
                }
                else
                {
                    await client.PutItemAsync(GlobalTable.Name, new(id) { ["v"] = new() { S = value } }, CancellationToken.None);
                }

                history.Enqueue(new Write(key, value, server.Region, begun, time.GetTimestamp()));
            }
            catch (Exception)
            {
                // Whatever the client makes of it: there was no answer, or an error that leaves open what happened.
                history.Enqueue(new Write(key, value, server.Region, begun, null));
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
            }
        }
    }

    private static string[] Shuffled(string[] items, SeededChance chance)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = chance.Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }

        return items;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
