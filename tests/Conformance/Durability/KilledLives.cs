using System.Globalization;
using System.Text.Json;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// One data directory over many lives, all drawn from one seed: how many calls are acknowledged before the kill and how long
/// after that it falls, whether the next start is killed too, and whether a torn tail is left behind. The log is compacted all
/// the time, so kills fall into that as well.
/// </summary>
internal sealed class KilledLives(ulong seed)
{
    private const int MostCallsBefore = 100;
    private const int MostMicrosecondsAfter = 4000;
    private const int MostMillisecondsIntoStart = 400;
    private const int CompactAbove = 300_000;

    // Many emulators start at once on a machine that may do much else: slow is no loss, and one that has ended is told at once.
    private const int StartSeconds = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What was done, for the one who wants to know what a pass is worth.</summary>
    public KillFigures Figures { get; private set; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Lives through them and checks what is left after each.</summary>
    public async Task Run(int lives)
    {
        var chance = new SeededChance(seed);
        await using var server = new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.4.20"));
        server.With("AA_EMULATOR__COMPACTABOVEBYTES", CompactAbove.ToString(CultureInfo.InvariantCulture));
        await server.Start(StartSeconds);
        using var client = new KilledClient(server.Address);
        IKilledLoad[] loads = [new KilledQueue(client), new KilledFifo(client), new KilledTable(client), new KilledTransactions(client)];
        List<(IKilledLoad Load, int Worker)> workers = [];
        foreach (var load in loads)
            workers.AddRange(Enumerable.Range(0, await load.Prepare()).Select(w => (load, w)));
        for (var life = 0; life < lives; life++)
        {
            try
            {
                await Live(server, client, workers, life, chance);
                await Restart(server, chance);
                foreach (var load in loads)
                    await load.Check(last: life == lives - 1);
            }
            catch (Exception failed) when (failed is LossException or UnknownOutcomeException or TimeoutException)
            {
                throw new LossException($"after kill {life + 1} of seed {seed}: {failed.Message}\n{server.Told}");
            }
        }

        Figures = Figures with { Acknowledged = client.Acknowledged, Unknown = client.Unknown };
    }

    private async Task Live(DynamoDbServer server, KilledClient client, List<(IKilledLoad Load, int Worker)> workers, int life, SeededChance chance)
    {
        var reached = client.After(chance.Below(MostCallsBefore));
        var after = TimeSpan.FromMicroseconds(chance.Below(MostMicrosecondsAfter));
        var running = workers.Select((w, i) => UntilKilled(w.Load, w.Worker, chance.Fork($"{life}/{i}"))).ToArray();
        var all = Task.WhenAll(running);
        // Whoever ends before the kill has found a violation.
        if (await Task.WhenAny([reached, .. running]).WaitAsync(Patience) != reached)
            await Task.WhenAny(running).Unwrap();
        Spin(after);
        var compactions = (await Journal(server)).Compactions;
        await server.Kill();
        await all.WaitAsync(Patience);
        Figures = Figures with { Kills = Figures.Kills + 1, Compactions = Figures.Compactions + compactions };
    }

    private async Task Restart(DynamoDbServer server, SeededChance chance)
    {
        var added = chance.Below(4) == 0 ? TornTail.Append(Path.Combine(server.Data, "journal"), chance) : 0;
        if (chance.Below(12) == 0)
        {
            await server.Launch();
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Below(MostMillisecondsIntoStart)), TimeProvider.System);
            await server.Kill();
            // That start may have cut the tail off already.
            added = -1;
            Figures = Figures with { KilledStarts = Figures.KilledStarts + 1 };
        }

        await server.Start(StartSeconds);
        var cut = (await Journal(server)).CutBytes;
        if (added >= 0 && cut < added)
            throw new LossException($"a torn tail of {added} bytes was added to the journal, and {cut} bytes were cut off");
        Figures = Figures with { TailsAdded = Figures.TailsAdded + (added > 0 ? 1 : 0), WritesTorn = Figures.WritesTorn + (added == 0 && cut > 0 ? 1 : 0) };
    }

    private static async Task UntilKilled(IKilledLoad load, int worker, SeededChance chance)
    {
        try
        {
            while (true)
                await load.Step(worker, chance);
        }
        catch (UnknownOutcomeException)
        {
            // Killed, as it should be.
        }
    }

    // Shorter than any timer can be set to.
    private static void Spin(TimeSpan time)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < time)
            Thread.SpinWait(20);
    }

    private static async Task<(long CutBytes, int Compactions)> Journal(DynamoDbServer server)
    {
        var journal = JsonDocument.Parse(await server.Get("/_lab/status")).RootElement.GetProperty("journal");
        return (journal.GetProperty("cutBytes").GetInt64(), journal.GetProperty("compactions").GetInt32());
    }
}
