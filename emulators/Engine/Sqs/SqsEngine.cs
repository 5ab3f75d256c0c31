namespace ActiveActive.Engine.Sqs;

/// <summary>
/// SQS of one region as a state machine: an operation and a time go in, a result and changes come out. The same changes, applied
/// in the same order to a new engine, give the same queues again, with nothing in flight. Not thread-safe: who drives it takes turns.
/// </summary>
public sealed class SqsEngine(string region)
{
    private readonly SortedDictionary<string, MessageQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _deleted = new(StringComparer.Ordinal);
    private const int RememberedDeletions = 1000;
    private long _lastOrder;

    /// <summary>The AWS name of the region.</summary>
    public string Region { get; } = region;

    /// <summary>All queues by name.</summary>
    public IReadOnlyDictionary<string, MessageQueue> Queues => _queues;

    /// <summary>The next message's order number.</summary>
    public long NextOrder => _lastOrder + 1;

    /// <summary>The queue.</summary>
    /// <exception cref="SqsException">There is none.</exception>
    public MessageQueue Queue(string name) => _queues.GetValueOrDefault(name) ?? throw SqsException.NoQueue();

    /// <summary>When a queue of that name was last deleted.</summary>
    public DateTimeOffset? DeletedAt(string name) => _deleted.TryGetValue(name, out var at) ? at : null;

    /// <summary>The ARN of a queue.</summary>
    public string ArnOf(string queue) => $"arn:aws:sqs:{Region}:{SqsLimits.Account}:{queue}";

    /// <summary>The queues whose dead letters go to that one, in order of name.</summary>
    public IEnumerable<string> SourcesOf(string queue) => _queues.Values.Where(q => q.Attributes.DeadLetterQueue == queue).Select(q => q.Name);

    /// <summary>Changes the state.</summary>
    public void Apply(SqsChange change)
    {
        switch (change)
        {
            case SqsChange.MessageAdded added:
                _lastOrder = Math.Max(_lastOrder, added.Message.Order);
                _queues[added.Queue].Add(added.Message);
                break;
            case SqsChange.MessageRemoved removed:
                _queues[removed.Queue].Remove(removed.Order);
                break;
            case SqsChange.MessageReceived received:
                // A note of a receive may come after the message's end.
                if (_queues.GetValueOrDefault(received.Queue)?.Find(received.Order) is { } message)
                    (message.Receives, message.FirstReceived) = (received.Receives, received.First);
                break;
            case SqsChange.QueueSet set:
                var attributes = new QueueAttributes(set.Attributes, kept: true);
                if (!_queues.TryGetValue(set.Queue, out var queue))
                    _queues[set.Queue] = queue = new MessageQueue(set.Queue, attributes, set.Created);
                (queue.Attributes, queue.Modified) = (attributes, set.Modified);
                _deleted.Remove(set.Queue);
                break;
            case SqsChange.QueueDeleted deleted:
                _queues.Remove(deleted.Queue);
                _deleted[deleted.Queue] = deleted.At;
                if (_deleted.Count > RememberedDeletions)
                    Forget(deleted.At);
                break;
            case SqsChange.QueuePurged purged:
                _queues[purged.Queue].Clear();
                _queues[purged.Queue].Seen.Clear();
                _queues[purged.Queue].Purged = purged.At;
                break;
            case SqsChange.Deduplicated seen:
                _queues[seen.Queue].Seen.Add(seen.Key, seen.Order, seen.At);
                break;
            case SqsChange.QueueTagged tagged:
                _queues[tagged.Queue].Tags = tagged.Tags;
                break;
            case SqsChange.MoveTaskSet(var task):
                var tasks = _queues[task.Source].MoveTasks;
                var known = tasks.FindIndex(t => t.Id == task.Id);
                if (known >= 0)
                    tasks[known] = task;
                else
                    tasks.Add(task);
                if (tasks.Count > SqsLimits.MoveTasks)
                    tasks.RemoveAt(0);
                break;
            case SqsChange.OrderAt order:
                _lastOrder = Math.Max(_lastOrder, order.Order);
                break;
        }
    }

    /// <summary>
    /// The changes that make an empty engine equal to this one as it is now. They may be enumerated while the engine goes on: what
    /// of a message changes after this is its receives, of which the journal tells behind the snapshot too.
    /// </summary>
    public IEnumerable<SqsChange> Snapshot()
    {
        SqsChange[] first = [new SqsChange.OrderAt(_lastOrder), .. _deleted.Select(d => new SqsChange.QueueDeleted(d.Key, d.Value))];
        List<(string Queue, SqsChange[] Changes, QueuedMessage[] Messages)> copies = [];
        foreach (var queue in _queues.Values)
            copies.Add((queue.Name, [.. SettingsOf(queue)], [.. queue.Messages]));
        return Write(first, copies);
    }

    private static IEnumerable<SqsChange> Write(SqsChange[] first, List<(string Queue, SqsChange[] Changes, QueuedMessage[] Messages)> copies)
    {
        foreach (var change in first)
            yield return change;
        foreach (var (queue, changes, messages) in copies)
        {
            foreach (var change in changes)
                yield return change;
            Array.Sort(messages, QueuedMessage.ByOrder);
            foreach (var message in messages)
                yield return new SqsChange.MessageAdded(queue, message);
        }
    }

    private static IEnumerable<SqsChange> SettingsOf(MessageQueue queue)
    {
        yield return new SqsChange.QueueSet(queue.Name, new Dictionary<string, string>(queue.Attributes.All), queue.Created, queue.Modified);
        // Before the messages, which came since.
        if (queue.Purged is { } purged)
            yield return new SqsChange.QueuePurged(queue.Name, purged);
        if (queue.Tags.Count > 0)
            yield return new SqsChange.QueueTagged(queue.Name, queue.Tags);
        foreach (var task in queue.MoveTasks)
            yield return new SqsChange.MoveTaskSet(task);
        foreach (var (key, order, at) in queue.Seen.Entries)
            yield return new SqsChange.Deduplicated(queue.Name, key, order, at);
    }

    // A name is free again after a minute; until there are many, remembering it longer costs nothing.
    private void Forget(DateTimeOffset now)
    {
        foreach (var name in _deleted.Where(d => now - d.Value >= SqsLimits.Pause).Select(d => d.Key).ToArray())
            _deleted.Remove(name);
    }
}
