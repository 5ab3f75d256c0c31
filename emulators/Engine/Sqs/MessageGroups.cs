namespace ActiveActive.Engine.Sqs;

/// <summary>
/// The message groups of a FIFO queue. A group can be received from when its first message is ready: while that is in flight or
/// delayed, nothing behind it may be handed out. The group with the oldest first message comes first; one that was received from
/// goes behind all that wait, so that a busy group does not keep the rest waiting. That is forgotten at a restart; the order within
/// a group is not.
/// </summary>
public sealed class MessageGroups
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<Group> _open = new(Comparer<Group>.Create((a, b) => a.Turn.CompareTo(b.Turn)));
    private long _lastOrder;
    private long _served;

    /// <summary>The groups that can be received from, in turn, each with its messages in order.</summary>
    public IEnumerable<(string Name, IReadOnlyCollection<QueuedMessage> Messages)> Open =>
        _open.Select(g => (g.Name, (IReadOnlyCollection<QueuedMessage>)g.Messages));

    /// <summary>Takes a message in.</summary>
    public void Add(QueuedMessage message)
    {
        _lastOrder = Math.Max(_lastOrder, message.Order);
        if (!_groups.TryGetValue(message.Group!, out var group))
            _groups[message.Group!] = group = new(message.Group!);
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

    /// <summary>Puts a group that was received from behind all others.</summary>
    public void ToTheBack(string name)
    {
        var group = _groups[name];
        _open.Remove(group);
        group.Served = (_lastOrder, ++_served);
        Refresh(group);
    }

    /// <summary>Takes all messages out.</summary>
    public void Clear()
    {
        _groups.Clear();
        _open.Clear();
    }

    private void Refresh(Group group)
    {
        // Out first: the set finds a group by its turn, which is about to change.
        _open.Remove(group);
        if (group.Messages.Min is not { } first)
        {
            _groups.Remove(group.Name);
            return;
        }

        var waiting = (first.Order, 0L);
        group.Turn = waiting.CompareTo(group.Served) > 0 ? waiting : group.Served;
        if (first.State == MessageState.Ready)
            _open.Add(group);
    }

    private sealed class Group(string name)
    {
        public string Name { get; } = name;

        // By order of sending: the order number of the first message, or what had been sent when the group was last received from.
        public (long Order, long Served) Turn { get; set; }

        public (long Order, long Served) Served { get; set; }

        public SortedSet<QueuedMessage> Messages { get; } = new(QueuedMessage.ByOrder);
    }
}
