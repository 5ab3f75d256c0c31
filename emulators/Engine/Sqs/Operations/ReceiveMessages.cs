namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Hands messages out, oldest first, and hides them. A message that was handed out as often as the queue allows goes to the
/// dead-letter queue instead.
/// </summary>
public sealed record ReceiveMessages(string Name, int Max, int? VisibilitySeconds = null, int? WaitSeconds = null) : ISqsOperation<ReceiveResult>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public ReceiveResult Execute(SqsTurn turn)
    {
        if (Max is < 1 or > SqsLimits.BatchEntries)
            throw SqsException.Invalid($"{Max}", "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        if (VisibilitySeconds is < 0 or > SqsLimits.VisibilitySeconds)
            throw SqsException.Invalid($"{VisibilitySeconds}", "VisibilityTimeout", "Must be between 0 and 43200, if provided.");
        if (WaitSeconds is < 0 or > SqsLimits.WaitSeconds)
            throw SqsException.Invalid($"{WaitSeconds}", "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
        var queue = turn.Queue(Name);
        if (queue.InFlight >= SqsLimits.InFlight)
            throw new SqsException("OverLimit", "The maximum number of in flight messages is reached.");
        var visibility = VisibilitySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : queue.Attributes.Visibility;
        var taken = new List<ReceivedMessage>(Max);
        var dead = new List<QueuedMessage>();
        foreach (var message in queue.Ready)
        {
            if (taken.Count == Max)
                break;
            if (message.Change > turn.Durable)
                continue;
            if (message.Receives >= queue.Attributes.MaxReceives && turn.Engine.Queues.ContainsKey(queue.Attributes.DeadLetterQueue!))
                dead.Add(message);
            else
                taken.Add(new(message, new(Name, message.Order, message.Receives + 1), message.Receives + 1, message.FirstReceived ?? turn.Now));
        }

        foreach (var message in dead)
            MoveToDeadLetters(turn, queue, message);
        foreach (var (message, _, receives, first) in taken)
        {
            turn.Note(new SqsChange.MessageReceived(Name, message.Order, receives, first));
            // With a visibility of 0 it stays where it is and anybody may have it next.
            if (visibility > TimeSpan.Zero)
                queue.Move(message, MessageState.InFlight, turn.Now + visibility);
        }

        return new ReceiveResult(taken, WaitSeconds is { } wait ? TimeSpan.FromSeconds(wait) : queue.Attributes.Wait, queue.NextVisible);
    }

    // One change line holds both halves, so no crash leaves the message in both queues or in neither.
    private static void MoveToDeadLetters(SqsTurn turn, MessageQueue queue, QueuedMessage message)
    {
        var target = queue.Attributes.DeadLetterQueue!;
        turn.Write(new SqsChange.MessageRemoved(queue.Name, message.Order));
        turn.Write(new SqsChange.MessageAdded(target, new QueuedMessage
        {
            Order = turn.Engine.NextOrder,
            Id = message.Id,
            Body = message.Body,
            Attributes = message.Attributes,
            Group = message.Group,
            Sent = message.Sent,
            Source = queue.Name,
            Receives = message.Receives,
            FirstReceived = message.FirstReceived,
            VisibleAt = turn.Now,
            State = MessageState.Ready,
        }));
        turn.Wake(target);
    }
}
