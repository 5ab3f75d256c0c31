namespace ActiveActive.Engine.Sqs;

/// <summary>One operation's turn at the engine: what it changed, for the journal, and who is to be woken by it.</summary>
/// <param name="engine">The engine.</param>
/// <param name="now">The time of the turn.</param>
/// <param name="durable">The number of the last change that is on disk.</param>
public sealed class SqsTurn(SqsEngine engine, DateTimeOffset now, long durable)
{
    private readonly List<SqsChange> _changes = [];
    private HashSet<string>? _woken;

    /// <summary>The engine.</summary>
    public SqsEngine Engine { get; } = engine;

    /// <summary>The time of the turn.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The number of the last change that is on disk: a message of a later one is not handed out.</summary>
    public long Durable { get; } = durable;

    /// <summary>What was changed, in order.</summary>
    public IReadOnlyList<SqsChange> Changes => _changes;

    /// <summary>The queues whose receivers should look again.</summary>
    public IReadOnlyCollection<string> Woken => _woken is null ? [] : _woken;

    /// <summary>True when the answer waits for the changes to be on disk; otherwise a crash may undo them.</summary>
    public bool Awaited { get; private set; }

    /// <summary>The queue, with whose time has come made visible and what was kept for long enough removed.</summary>
    /// <exception cref="SqsException">There is none.</exception>
    public MessageQueue Queue(string name)
    {
        var queue = Engine.Queue(name);
        queue.Surface(Now);
        foreach (var expired in queue.Expired(Now))
            Note(new SqsChange.MessageRemoved(name, expired.Order));
        return queue;
    }

    /// <summary>Changes the state now; the answer waits for the disk.</summary>
    public void Write(SqsChange change)
    {
        Note(change);
        Awaited = true;
    }

    /// <summary>Changes the state now, and the journal some time.</summary>
    public void Note(SqsChange change)
    {
        Engine.Apply(change);
        _changes.Add(change);
    }

    /// <summary>Has receivers of a queue look again.</summary>
    public void Wake(string queue) => (_woken ??= new(StringComparer.Ordinal)).Add(queue);
}
