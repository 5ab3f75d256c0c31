namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Hands messages out, oldest first, and hides them. A FIFO queue gives as many as it can of the group whose turn it is, then of
/// the next; of each only up to the first that cannot be seen. A group that was received from takes its turn behind the others. A message that was handed out as often as the queue
/// allows goes to the dead-letter queue instead.
/// </summary>
public sealed record ReceiveMessages(string Name, int Max, int? VisibilitySeconds = null, int? WaitSeconds = null, string? AttemptId = null)
    : ISqsOperation<ReceiveResult>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public ReceiveResult Execute(SqsTurn turn)
    {
        Check();
        var queue = turn.Queue(Name);
        var visibility = VisibilitySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : queue.Attributes.Visibility;
        var wait = WaitSeconds is { } most ? TimeSpan.FromSeconds(most) : queue.Attributes.Wait;
        if (queue.InFlight >= SqsLimits.InFlight)
        {
            // A FIFO queue and a long poll get nothing; a short poll of a standard queue gets an error.
            return queue.Attributes.IsFifo || wait > TimeSpan.Zero
                ? new([], wait, queue.NextVisible)
                : throw new SqsException("OverLimit", "The maximum number of in flight messages is reached.");
        }

        if (AttemptId is not null && queue.Attributes.IsFifo && queue.Attempts.Find(AttemptId, queue, turn.Now) is { } again)
            return new(Again(turn, queue, again, visibility), wait, queue.NextVisible);
        var taken = new List<ReceivedMessage>();
        var dead = new List<QueuedMessage>();
        if (queue.Groups is { } groups)
        {
            List<string> served = [];
            foreach (var (group, messages) in groups.Open)
            {
                if (taken.Count == Max)
                    break;
                var before = taken.Count;
                Take(turn, queue, messages, taken, dead);
                if (taken.Count > before)
                    served.Add(group);
            }

            foreach (var group in served)
                groups.ToTheBack(group);
        }
        else
        {
            Take(turn, queue, queue.Ready, taken, dead);
        }

        foreach (var message in dead)
            MoveToDeadLetters(turn, queue, message);
        foreach (var (message, _, receives, first) in taken)
        {
            turn.Note(new SqsChange.MessageReceived(Name, message.Order, receives, first));
            message.Touched = false;
            message.GivenBack = visibility == TimeSpan.Zero;
            // With a visibility of 0 it stays where it is and anybody may have it next.
            if (visibility > TimeSpan.Zero)
                queue.Move(message, MessageState.InFlight, turn.Now + visibility);
        }

        if (AttemptId is not null && taken.Count > 0)
            queue.Attempts.Add(AttemptId, taken.Select(t => (t.Message.Order, t.Receives)), turn.Now);
        return new ReceiveResult(taken, wait, queue.NextVisible);
    }

    private void Check()
    {
        if (Max is < 1 or > SqsLimits.BatchEntries)
            throw SqsException.Invalid($"{Max}", "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        if (VisibilitySeconds is < 0 or > SqsLimits.VisibilitySeconds)
            throw SqsException.Invalid($"{VisibilitySeconds}", "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.");
        if (WaitSeconds is < 0 or > SqsLimits.WaitSeconds)
            throw SqsException.Invalid($"{WaitSeconds}", "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
        if (AttemptId is not null && MessageRules.IdProblem(AttemptId, "ReceiveRequestAttemptId") is { } problem)
            throw problem;
    }

    private void Take(SqsTurn turn, MessageQueue queue, IReadOnlyCollection<QueuedMessage> messages, List<ReceivedMessage> taken, List<QueuedMessage> dead)
    {
        foreach (var message in messages)
        {
            if (taken.Count == Max)
                break;
            if (message.Change > turn.Durable || message.State != MessageState.Ready)
            {
                if (queue.Attributes.IsFifo)
                    break;
                continue;
            }

            if (message.Receives >= queue.Attributes.MaxReceives && turn.Engine.Queues.ContainsKey(queue.Attributes.DeadLetterQueue!))
                dead.Add(message);
            else
                taken.Add(new(message, new(Name, message.Order, message.Receives + 1), message.Receives + 1, message.FirstReceived ?? turn.Now));
        }
    }

    // The same receive once more: same handles and counts, and the visibility begins anew.
    private List<ReceivedMessage> Again(SqsTurn turn, MessageQueue queue, IReadOnlyList<QueuedMessage> messages, TimeSpan visibility)
    {
        foreach (var message in messages)
            queue.Move(message, visibility > TimeSpan.Zero ? MessageState.InFlight : MessageState.Ready, turn.Now + visibility);
        return [.. messages.Select(m => new ReceivedMessage(m, new(Name, m.Order, m.Receives), m.Receives, m.FirstReceived ?? turn.Now))];
    }

    // One change line holds both halves, so no crash leaves the message in both queues or in neither. A standard queue's dead
    // letter keeps the time of its sending, a FIFO queue's begins its retention anew.
    private static void MoveToDeadLetters(SqsTurn turn, MessageQueue queue, QueuedMessage message)
    {
        var target = queue.Attributes.DeadLetterQueue!;
        turn.Write(new SqsChange.MessageRemoved(queue.Name, message.Order));
        turn.Write(new SqsChange.MessageAdded(target, message.Moved(
            turn.Engine.NextOrder, queue.Name, queue.Attributes.IsFifo ? turn.Now : message.Sent, message.Receives)));
        turn.Wake(target);
    }
}
