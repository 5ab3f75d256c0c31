using ActiveActive.Contracts;

namespace ActiveActive.UnitTests.StageWorker;

/// <summary>
/// A queue in memory that hides, counts receives and has a dead-letter queue as SQS does, by the clock it is given. Tests spoil its
/// calls before they take effect or after.
/// </summary>
internal sealed class MemoryQueue(string name, TimeProvider time, List<string> log) : IQueue
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly List<Message> _messages = [];
    private int _sent;
    private int _receipts;

    public string Name => name;

    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is in it, hidden or not.</summary>
    public IEnumerable<string> Ids => _messages.Select(m => m.Record?.Id ?? m.Id);

    public IEnumerable<Record> Records => _messages.Select(m => m.Record).OfType<Record>();

    public IReadOnlyList<string> Visible => [.. _messages.Where(m => m.VisibleAt <= time.GetUtcNow()).Select(m => m.Record?.Id ?? m.Id)];

    public List<string> DeadLetters { get; } = [];

    /// <summary>Handed out messages, one entry for each receive of each.</summary>
    public List<string> HandedOut { get; } = [];

    public List<(string Handle, TimeSpan Visibility)> Extensions { get; } = [];

    /// <summary>Spoils a call that has not taken effect: receive, send, delete, visibility.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Spoils the answer of a call that has taken effect.</summary>
    public Func<string, CancellationToken, Task>? After { get; set; }

    /// <summary>Turns down a record that is sent, with a reason.</summary>
    public Func<Record, string?>? RefusesRecord { get; set; }

    /// <summary>Turns down the deletion of a message, with a reason.</summary>
    public Func<string, string?>? RefusesDeletion { get; set; }

    public void Put(params string[] ids)
    {
        foreach (var id in ids)
            _messages.Add(new Message { Id = $"m{++_sent}", Record = RecordOf(id) });
    }

    public void PutStranger() => _messages.Add(new Message { Id = $"m{++_sent}" });

    public static Record RecordOf(string id) => new(id, 1, $"body of {id}");

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        await SpoilAsync(Before, "receive", cancellation);
        var until = time.GetUtcNow() + wait;
        while (Take(max) is var taken)
        {
            if (taken.Count > 0 || time.GetUtcNow() >= until)
            {
                await SpoilAsync(After, "receive", cancellation);
                return taken;
            }

            await Task.Delay(Look, time, cancellation);
        }

        throw new InvalidOperationException("not reached");
    }

    public async Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        await SpoilAsync(Before, "send", cancellation);
        var results = records.Select(r => new EntryResult(RefusesRecord?.Invoke(r))).ToList();
        var taken = records.Where((_, i) => results[i].Accepted).ToList();
        _messages.AddRange(taken.Select(r => new Message { Id = $"m{++_sent}", Record = r }));
        log.Add($"{name}: send {string.Join(' ', records.Select(r => r.Id))}");
        await SpoilAsync(After, "send", cancellation);
        return results;
    }

    public async Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation)
    {
        await SpoilAsync(Before, "delete", cancellation);
        var results = receiptHandles.Select(Delete).ToList();
        await SpoilAsync(After, "delete", cancellation);
        return results;
    }

    public async Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(
        IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation)
    {
        await SpoilAsync(Before, "visibility", cancellation);
        log.Add($"{name}: visibility {visibility.TotalSeconds:0}");
        Extensions.AddRange(receiptHandles.Select(h => (h, visibility)));
        foreach (var message in _messages.Where(m => receiptHandles.Contains(m.Handle)))
            message.VisibleAt = time.GetUtcNow() + visibility;
        await SpoilAsync(After, "visibility", cancellation);
        return new EntryResult[receiptHandles.Count];
    }

    public Task ProbeAsync(CancellationToken cancellation) => SpoilAsync(Before, "probe", cancellation);

    private static Task SpoilAsync(Func<string, CancellationToken, Task>? how, string call, CancellationToken cancellation) =>
        how?.Invoke(call, cancellation) ?? Task.CompletedTask;

    private List<ReceivedMessage> Take(int max)
    {
        var taken = new List<ReceivedMessage>();
        foreach (var message in _messages.Where(m => m.VisibleAt <= time.GetUtcNow()).Take(max).ToList())
        {
            if (message.Receives == Topology.MaxReceiveCount)
            {
                _messages.Remove(message);
                DeadLetters.Add(message.Record?.Id ?? message.Id);
                continue;
            }

            message.Receives++;
            message.Handle = $"h{++_receipts}";
            message.VisibleAt = time.GetUtcNow() + Visibility;
            HandedOut.Add(message.Record?.Id ?? message.Id);
            taken.Add(new ReceivedMessage(
                message.Id, message.Handle, message.Receives, message.Record, message.Record is null ? "it is no record" : null));
        }

        return taken;
    }

    private EntryResult Delete(string handle)
    {
        if (_messages.Find(m => m.Handle == handle) is not { } message)
            return new EntryResult("ReceiptHandleIsInvalid: it was received again or removed");
        if (RefusesDeletion?.Invoke(message.Record?.Id ?? message.Id) is { } reason)
            return new EntryResult(reason);
        _messages.Remove(message);
        log.Add($"{name}: delete {message.Record?.Id ?? message.Id}");
        return default;
    }

    private sealed class Message
    {
        public required string Id { get; init; }

        public Record? Record { get; init; }

        public int Receives { get; set; }

        public string Handle { get; set; } = "";

        public DateTimeOffset VisibleAt { get; set; }
    }
}
