namespace ActiveActive.Engine.Sqs;

/// <summary>
/// One queue. Messages that come back keep their place by order of sending. Time moves only when it is told.
/// </summary>
public sealed class MessageQueue(string name, QueueAttributes attributes, DateTimeOffset created)
{
    private readonly Dictionary<long, QueuedMessage> _messages = [];
    private readonly MessageLine _ready = new(m => m.Order);
    private readonly MessageLine _hidden = new(m => m.VisibleAt.UtcTicks);
    private readonly MessageLine _byAge = new(m => m.Sent.UtcTicks);

    /// <summary>The message groups, if it is a FIFO queue.</summary>
    public MessageGroups? Groups { get; } = attributes.IsFifo ? new() : null;

    /// <summary>
    /// The deduplication ids that a FIFO queue has seen, each with the order number of the message that it brought. A message counts
    /// although it has been received and deleted since.
    /// </summary>
    public RecentWindow<long> Seen { get; } = new(SqsLimits.Deduplication);

    /// <summary>The receives that can be repeated.</summary>
    public ReceiveAttempts Attempts { get; } = new();

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();

    /// <summary>Its message move tasks, oldest first.</summary>
    public List<MoveTask> MoveTasks { get; } = [];

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its attributes.</summary>
    public QueueAttributes Attributes { get; set; } = attributes;

    /// <summary>When it was created.</summary>
    public DateTimeOffset Created { get; } = created;

    /// <summary>When its attributes were last set.</summary>
    public DateTimeOffset Modified { get; set; } = created;

    /// <summary>When it was last purged.</summary>
    public DateTimeOffset? Purged { get; set; }

    /// <summary>Messages in flight.</summary>
    public int InFlight { get; private set; }

    /// <summary>Messages whose delay has not passed.</summary>
    public int Delayed => _hidden.Count - InFlight;

    /// <summary>Messages that can be received.</summary>
    public IReadOnlyCollection<QueuedMessage> Ready => _ready;

    /// <summary>All messages.</summary>
    public IReadOnlyCollection<QueuedMessage> Messages => _messages.Values;

    /// <summary>When the next hidden message becomes visible.</summary>
    public DateTimeOffset? NextVisible => _hidden.First?.VisibleAt;

    /// <summary>The message of that order number, if it is there.</summary>
    public QueuedMessage? Find(long order) => _messages.GetValueOrDefault(order);

    /// <summary>Takes a message in, in the state that it says.</summary>
    public void Add(QueuedMessage message)
    {
        _messages.Add(message.Order, message);
        _byAge.Add(message);
        Groups?.Add(message);
        Place(message);
    }

    /// <summary>Takes a message out.</summary>
    public void Remove(long order)
    {
        if (!_messages.Remove(order, out var message))
            return;
        _byAge.Remove(message);
        Displace(message);
        Groups?.Remove(message);
    }

    /// <summary>Takes all messages out.</summary>
    public void Clear()
    {
        _messages.Clear();
        _ready.Clear();
        _hidden.Clear();
        _byAge.Clear();
        Groups?.Clear();
        InFlight = 0;
    }

    /// <summary>Puts a message in another state, or gives its state another end.</summary>
    public void Move(QueuedMessage message, MessageState state, DateTimeOffset visibleAt)
    {
        Displace(message);
        (message.State, message.VisibleAt) = (state, visibleAt);
        Place(message);
        Groups?.Refresh(message.Group!);
    }

    /// <summary>Makes visible whose time has come.</summary>
    public void Surface(DateTimeOffset now)
    {
        while (_hidden.First is { } next && next.VisibleAt <= now)
            Move(next, MessageState.Ready, next.VisibleAt);
    }

    /// <summary>The messages that were kept for as long as the queue keeps them.</summary>
    public IReadOnlyList<QueuedMessage> Expired(DateTimeOffset now) => _byAge.First is not { } oldest || oldest.Sent + Attributes.Retention > now
        ? []
        : [.. _byAge.TakeWhile(m => m.Sent + Attributes.Retention <= now)];

    private void Place(QueuedMessage message)
    {
        (message.State == MessageState.Ready ? _ready : _hidden).Add(message);
        if (message.State == MessageState.InFlight)
            InFlight++;
    }

    private void Displace(QueuedMessage message)
    {
        (message.State == MessageState.Ready ? _ready : _hidden).Remove(message);
        if (message.State == MessageState.InFlight)
            InFlight--;
    }
}
