using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace ActiveActive.Engine.Sqs;

/// <summary>A message in a queue.</summary>
public sealed class QueuedMessage
{
    // Ticks: there are many messages, and a word each can be read while another thread writes it, as a snapshot does.
    private readonly long _sent;
    private long _visibleAt;
    private long _firstReceived;

    /// <summary>Its number in the engine, by order of sending. Never given twice.</summary>
    public required long Order { get; init; }

    /// <summary>Its SQS message id. Stays the same in a dead-letter queue.</summary>
    public required Guid Id { get; init; }

    /// <summary>The body.</summary>
    public required MessageBody Content { get; init; }

    /// <summary>The body as text.</summary>
    public string Body => Content.ToString();

    /// <summary>The message attributes.</summary>
    public required IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; }

    /// <summary>MessageGroupId, which standard queues keep and do not use.</summary>
    public required string? Group { get; init; }

    /// <summary>When it was sent; a dead-letter queue keeps that.</summary>
    public required DateTimeOffset Sent
    {
        get => new(_sent, TimeSpan.Zero);
        init => _sent = value.UtcTicks;
    }

    /// <summary>The queue that it was moved from, if it was.</summary>
    public required string? Source { get; init; }

    /// <summary>MessageDeduplicationId, in a FIFO queue.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>AWSTraceHeader, if it was sent with one.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>True once its receiver has changed its visibility; a new receive makes it false again.</summary>
    public bool Touched { get; set; }

    /// <summary>True while it can be received because its receiver asked for that, and not because its time has run out.</summary>
    public bool GivenBack { get; set; }

    /// <summary>How often it was handed out.</summary>
    public int Receives { get; set; }

    /// <summary>When it was first handed out.</summary>
    public DateTimeOffset? FirstReceived
    {
        get => _firstReceived is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => _firstReceived = value?.UtcTicks ?? 0;
    }

    /// <summary>When it becomes visible: later than now while it is delayed or in flight.</summary>
    public DateTimeOffset VisibleAt
    {
        get => new(_visibleAt, TimeSpan.Zero);
        set => _visibleAt = value.UtcTicks;
    }

    /// <summary>Where it is.</summary>
    public MessageState State { get; set; }

    /// <summary>The journal's number of the change that brought it: it is handed out only when that is on disk.</summary>
    public long Change { get; set; }

    /// <summary>By order of sending.</summary>
    public static IComparer<QueuedMessage> ByOrder { get; } = Comparer<QueuedMessage>.Create((a, b) => a.Order.CompareTo(b.Order));

    /// <summary>The SequenceNumber that a message of that order number has in a FIFO queue: 20 digits, growing.</summary>
    public static string SequenceOf(long order) => string.Create(CultureInfo.InvariantCulture, $"18{order:D18}");

    /// <summary>This message as a new one of another queue: same id, body and attributes.</summary>
    /// <param name="order">The new order number.</param>
    /// <param name="source">The queue that it came from, if it is now among dead letters.</param>
    /// <param name="sent">When it counts as sent.</param>
    /// <param name="receives">How often it counts as handed out.</param>
    public QueuedMessage Moved(long order, string? source, DateTimeOffset sent, int receives) => new()
    {
        Order = order,
        Id = Id,
        Content = Content,
        Attributes = Attributes,
        Group = Group,
        DeduplicationId = DeduplicationId,
        TraceHeader = TraceHeader,
        Sent = sent,
        Source = source,
        Receives = receives,
        FirstReceived = receives > 0 ? FirstReceived : null,
        VisibleAt = sent,
        State = MessageState.Ready,
    };

    /// <summary>The id of the message of that order number.</summary>
    public static Guid IdOf(string region, long order)
    {
        Span<byte> name = stackalloc byte[128];
        Span<byte> sum = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(Utf8.TryWrite(name, CultureInfo.InvariantCulture, $"{region}/{order}", out var length) ? name[..length] : Encoding.UTF8.GetBytes($"{region}/{order}"), sum);
        return new Guid(sum);
    }
}
