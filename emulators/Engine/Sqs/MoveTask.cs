using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>A message move task of a dead-letter queue.</summary>
/// <param name="Id">Its id, a UUID.</param>
/// <param name="Source">The queue that messages are taken from.</param>
/// <param name="Destination">The queue that they go to; null for the one that each came from.</param>
/// <param name="PerSecond">MaxNumberOfMessagesPerSecond, if given.</param>
/// <param name="Status">RUNNING, COMPLETED, CANCELLING, CANCELLED or FAILED.</param>
/// <param name="ToMove">Messages in the source when it began.</param>
/// <param name="Moved">Messages moved so far.</param>
/// <param name="Started">When it began.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record MoveTask(
    string Id, string Source, string? Destination, int? PerSecond, string Status, long ToMove, long Moved, DateTimeOffset Started, string? Failure)
{
    /// <summary>It moves messages.</summary>
    public const string Running = "RUNNING";

    /// <summary>It has moved all.</summary>
    public const string Completed = "COMPLETED";

    /// <summary>It was stopped by CancelMessageMoveTask.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>It could not go on.</summary>
    public const string Failed = "FAILED";

    /// <summary>The handle that its starter gets.</summary>
    /// <param name="sourceArn">The ARN of the source.</param>
    public string Handle(string sourceArn) => Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"taskId":"{{Id}}","sourceArn":"{{sourceArn}}"}"""));
}
