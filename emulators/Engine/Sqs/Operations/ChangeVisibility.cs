namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Lengthens or ends the time that received messages are invisible, from now. Only the last receiver of a message can.</summary>
public sealed record ChangeVisibility(string Name, IReadOnlyList<(string Handle, int Seconds)> Entries) : ISqsOperation<IReadOnlyList<EntryOutcome>>
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
            throw SqsException.Invalid($"{seconds}", "VisibilityTimeout", "Must be between 0 and 43200, if provided.");
        var handle = ReceiptHandle.Parse(text, Name, turn.Engine.NextOrder);
        var message = queue.Find(handle.Order)
            ?? throw SqsException.Invalid(text, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");
        if (message.State != MessageState.InFlight || message.Receives != handle.Receive)
            throw new SqsException("MessageNotInflight", "The specified message isn't in flight.");
        message.Touched = true;
        queue.Move(message, seconds == 0 ? MessageState.Ready : MessageState.InFlight, turn.Now + TimeSpan.FromSeconds(seconds));
        turn.Wake(Name);
        return message;
    }
}
