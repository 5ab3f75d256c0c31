namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Lengthens or ends the time that received messages are invisible, from now. AWS takes the handle of any receive, and takes one
/// whose time has run out: such a message is hidden again, unless somebody gave it back. In a FIFO queue a handle ends with its time.
/// </summary>
/// <param name="Name">The queue.</param>
/// <param name="Entries">The messages and their new seconds.</param>
/// <param name="Batch">True when they are a batch's entries: AWS has other words there.</param>
public sealed record ChangeVisibility(string Name, IReadOnlyList<(string Handle, int Seconds)> Entries, bool Batch = false) : ISqsOperation<IReadOnlyList<EntryOutcome>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyList<EntryOutcome> Execute(SqsTurn turn)
    {
        var queue = turn.Queue(Name);
        var outcomes = new EntryOutcome[Entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            try
            {
                outcomes[i] = new(Change(turn, queue, Entries[i].Handle, Entries[i].Seconds), null);
            }
            catch (SqsException error)
            {
                outcomes[i] = new(null, error);
            }
        }

        return outcomes;
    }

    private QueuedMessage Change(SqsTurn turn, MessageQueue queue, string text, int seconds)
    {
        if (seconds is < 0 or > SqsLimits.VisibilitySeconds)
            throw SqsException.Invalid($"{seconds}", "VisibilityTimeout", Batch ? "VisibilityTimeout must be an integer between 0 and 43200." : "Must be between 0 and 43200.");
        var handle = ReceiptHandle.Parse(text, Name, turn.Engine.NextOrder);
        var message = queue.Find(handle.Order)
            ?? throw SqsException.Invalid(text, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");
        if (queue.Attributes.IsFifo)
            handle.CheckHeld(message, text);
        if (message.State == MessageState.Delayed || (message.State == MessageState.Ready && message.GivenBack))
            throw new SqsException("MessageNotInflight", "The specified message isn't in flight.");
        message.Touched = true;
        message.GivenBack = seconds == 0;
        queue.Move(message, seconds == 0 ? MessageState.Ready : MessageState.InFlight, turn.Now + TimeSpan.FromSeconds(seconds));
        turn.Wake(Name);
        return message;
    }
}
