namespace ActiveActive.Engine.Sqs;

/// <summary>
/// The message groups of a FIFO queue. A group can be received from when its first message is ready: while that is in flight or
/// delayed, nothing behind it may be handed out.
/// </summary>
public sealed class MessageGroups
{
    private readonly Dictionary<string, SortedSet<QueuedMessage>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueuedMessage> _firstOf = new(StringComparer.Ordinal);
    private readonly SortedSet<QueuedMessage> _firsts = new(QueuedMessage.ByOrder);

    /// <summary>The groups that can be received from, whose first message is oldest first, each with its messages in order.</summary>
    public IEnumerable<IReadOnlyCollection<QueuedMessage>> Open => _firsts.Select(first => _groups[first.Group!]);

    /// <summary>Takes a message in.</summary>
    public void Add(QueuedMessage message)
    {
        if (!_groups.TryGetValue(message.Group!, out var group))
            _groups[message.Group!] = group = new(QueuedMessage.ByOrder);
        group.Add(message);
        Refresh(message.Group!);
    }

    /// <summary>Takes a message out.</summary>
    public void Remove(QueuedMessage message)
    {
        _groups[message.Group!].Remove(message);
        Refresh(message.Group!);
    }

    /// <summary>Looks again at a group one of whose messages has changed its state.</summary>
    public void Refresh(string name)
    {
        var group = _groups[name];
        var first = group.Min is { State: MessageState.Ready } ready ? ready : null;
        var known = _firstOf.GetValueOrDefault(name);
        if (first != known)
        {
            if (known is not null)
                _firsts.Remove(known);
            if (first is not null)
                _firsts.Add(_firstOf[name] = first);
            else
                _firstOf.Remove(name);
        }

        if (group.Count == 0)
            _groups.Remove(name);
    }

    /// <summary>Takes all messages out.</summary>
    public void Clear()
    {
        _groups.Clear();
        _firstOf.Clear();
        _firsts.Clear();
    }
}
