namespace ActiveActive.Engine.Sqs;

/// <summary>
/// The message groups of a FIFO queue. A group can be received from when its first message is ready: while that is in flight or
/// delayed, nothing behind it may be handed out. Groups take turns: one that was received from goes behind the others, so that a
/// busy group does not keep the rest waiting. Whose turn it is does not outlive a restart; the order within a group does.
/// </summary>
public sealed class MessageGroups
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<Group> _open = new(Comparer<Group>.Create((a, b) => a.Turn.CompareTo(b.Turn)));
    private long _turns;

    /// <summary>The groups that can be received from, in turn, each with its messages in order.</summary>
    public IEnumerable<(string Name, IReadOnlyCollection<QueuedMessage> Messages)> Open => _open.Select(g => (g.Name, (IReadOnlyCollection<QueuedMessage>)g.Messages));

    /// <summary>Takes a message in.</summary>
    public void Add(QueuedMessage message)
    {
        if (!_groups.TryGetValue(message.Group!, out var group))
            _groups[message.Group!] = group = new(message.Group!, ++_turns);
        group.Messages.Add(message);
        Refresh(group);
    }

    /// <summary>Takes a message out.</summary>
    public void Remove(QueuedMessage message)
    {
        var group = _groups[message.Group!];
        group.Messages.Remove(message);
        Refresh(group);
    }

    /// <summary>Looks again at a group one of whose messages has changed its state.</summary>
    public void Refresh(string name) => Refresh(_groups[name]);

    /// <summary>Puts a group behind all others.</summary>
    public void ToTheBack(string name)
    {
        var group = _groups[name];
        var open = _open.Remove(group);
        group.Turn = ++_turns;
        if (open)
            _open.Add(group);
    }

    /// <summary>Takes all messages out.</summary>
    public void Clear()
    {
        _groups.Clear();
        _open.Clear();
    }

    private void Refresh(Group group)
    {
        if (group.Messages.Min is { State: MessageState.Ready })
            _open.Add(group);
        else
            _open.Remove(group);
        if (group.Messages.Count == 0)
            _groups.Remove(group.Name);
    }

    private sealed class Group(string name, long turn)
    {
        public string Name { get; } = name;

        public long Turn { get; set; } = turn;

        public SortedSet<QueuedMessage> Messages { get; } = new(QueuedMessage.ByOrder);
    }
}
