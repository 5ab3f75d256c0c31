using System.Globalization;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Contracts.History;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>Queues with their journal: what is acknowledged, what is witnessed, and what a new life finds.</summary>
public sealed class SqsStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aa-sqs-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static OutgoingMessage Message(string body) => new(body, new Dictionary<string, MessageAttribute>());

    private static async Task<SqsStore> Open(Journal journal, bool fresh = false)
    {
        var store = new SqsStore("us-east-1", journal, TimeProvider.System);
        journal.Start([store]);
        if (fresh)
            await store.Run(new CreateQueue("q", new Dictionary<string, string>()));
        return store;
    }

    private static Journal Journal(string folder, IDisk disk, JournalOptions? options = null) =>
        new(folder, disk, options ?? new JournalOptions(), TimeProvider.System, NullLogger<Journal>.Instance);

    private static string[] Bodies(SqsStore store) => store.Look(e => e.Queue("q").Messages.Select(m => m.Body).Order(StringComparer.Ordinal).ToArray());

    [Fact]
    public async Task Evidence_that_cannot_be_written_fails_the_call_but_memory_and_log_stay_the_same()
    {
        var disk = new MemoryDisk();
        var history = new FullHistory();
        string[] before;
        using (var journal = Journal("/data", disk))
        {
            var store = await Open(journal, fresh: true);
            var faults = new SqsFaults(new NoFaults(), history);
            history.Full = true;
            await Assert.ThrowsAsync<IOException>(() => faults.Run(store, "SendMessage", new SendMessages("q", [Message("unwitnessed")]), _ => 1, default));
            history.Full = false;
            await faults.Run(store, "SendMessage", new SendMessages("q", [Message("witnessed")]), _ => 1, default);
            before = Bodies(store);
        }

        using var next = Journal("/data", disk);
        Assert.Equal(before, Bodies(await Open(next)));
        Assert.Equal(["unwitnessed", "witnessed"], before);
    }

    [Fact]
    public async Task Evidence_is_there_when_the_call_is_answered_and_none_of_a_refused_one()
    {
        using var journal = Journal("/data", new MemoryDisk());
        var store = await Open(journal, fresh: true);
        var history = new FullHistory();
        var faults = new SqsFaults(new NoFaults(), history);
        await faults.Run(store, "SendMessage", new SendMessages("q", [Message("a")]), outcomes => outcomes.Count, default);
        await Assert.ThrowsAsync<SqsException>(() => faults.Run(store, "ReceiveMessage", new ReceiveMessages("q", 11), r => r.Messages.Count, default));
        await Assert.ThrowsAsync<SqsException>(() => faults.Run(store, "SendMessage", new SendMessages("nowhere", [Message("a")]), outcomes => outcomes.Count, default));
        var served = Assert.Single(history.Events);
        Assert.Equal((HistoryEvents.Served, "SendMessage", "q", 1), (served.Event, served.Operation, served.Queue, served.Count));
    }

    [Fact]
    public async Task Compaction_under_load_loses_nothing_and_brings_nothing_back()
    {
        const int lanes = 6;
        const int batches = 150;
        const int compactions = 3;
        var options = new JournalOptions { CompactAboveBytes = 64 * 1024, CompactAtGrowth = 2 };
        string[] left;
        JournalFigures figures;
        using (var journal = Journal(_folder, new FileDisk(), options))
        {
            var store = await Open(journal, fresh: true);
            // Each lane sends ten and deletes the first seven of what it then receives: the log grows much faster than the state.
            // On a busy machine one compaction may last for all the batches, so the lanes go on until there were enough of them.
            await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
            {
                for (var batch = 0; batch < batches || (batch < 20 * batches && journal.Figures().Compactions < compactions); batch++)
                {
                    var sent = await store.Run(new SendMessages(
                        "q", [.. Enumerable.Range(0, 10).Select(n => Message(string.Create(CultureInfo.InvariantCulture, $"{lane} {batch} {n} {new string('x', 200)}")))]));
                    Assert.All(sent, outcome => Assert.Null(outcome.Error));
                    var received = (await store.Run(new ReceiveMessages("q", 10))).Messages;
                    var deleted = await store.Run(new DeleteMessages("q", [.. received.Take(7).Select(m => m.Handle.ToString())]));
                    Assert.All(deleted, outcome => Assert.Null(outcome.Error));
                }
            })));
            left = Bodies(store);
            figures = journal.Figures();
        }

        Assert.True(figures.Compactions >= compactions, $"there were {figures.Compactions} compactions");
        Assert.True(left.Length >= lanes * batches * 3, $"{left.Length} are left");
        using var next = Journal(_folder, new FileDisk(), options);
        Assert.Equal(left, Bodies(await Open(next)));
    }

    /// <summary>A history whose disk can be full.</summary>
    private sealed class FullHistory : IHistory
    {
        public bool Full { get; set; }

        public List<HistoryEvent> Events { get; } = [];

        public void Write(params ReadOnlySpan<HistoryEvent> events)
        {
            if (Full)
                throw new IOException("no space left");
            Events.AddRange(events);
        }
    }
}
