using System.Security.Cryptography;
using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>A message in a queue.</summary>
public sealed class QueuedMessage
{
    /// <summary>Its number in the engine, by order of sending. Never given twice.</summary>
    public required long Order { get; init; }

    /// <summary>Its SQS message id. Stays the same in a dead-letter queue.</summary>
    public required string Id { get; init; }

    /// <summary>The body.</summary>
    public required string Body { get; init; }

    /// <summary>The message attributes.</summary>
    public required IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; }

    /// <summary>MessageGroupId, which standard queues keep and do not use.</summary>
    public required string? Group { get; init; }

    /// <summary>When it was sent; a dead-letter queue keeps that.</summary>
    public required DateTimeOffset Sent { get; init; }

    /// <summary>The queue that it was moved from, if it was.</summary>
    public required string? Source { get; init; }

    /// <summary>How often it was handed out.</summary>
    public int Receives { get; set; }

    /// <summary>When it was first handed out.</summary>
    public DateTimeOffset? FirstReceived { get; set; }

    /// <summary>When it becomes visible: later than now while it is delayed or in flight.</summary>
    public DateTimeOffset VisibleAt { get; set; }

    /// <summary>Where it is.</summary>
    public MessageState State { get; set; }

    /// <summary>The journal's number of the change that brought it: it is handed out only when that is on disk.</summary>
    public long Change { get; set; }

    /// <summary>The id of the message of that order number.</summary>
    public static string IdOf(string region, long order) =>
        new Guid(MD5.HashData(Encoding.UTF8.GetBytes($"{region}/{order}"))).ToString();
}
