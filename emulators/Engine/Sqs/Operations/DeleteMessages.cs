namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Deletes messages by the handles of any receive: of an old one AWS says that the request succeeds and the message might not be
/// deleted, and here it is. A message that is gone already is a success: the caller may be repeating a delete whose answer it did
/// not get. A FIFO queue, where the next of the group may be another's by now, does not take a handle whose time is over.
/// </summary>
public sealed record DeleteMessages(string Name, IReadOnlyList<string> Handles) : ISqsOperation<IReadOnlyList<EntryOutcome>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyList<EntryOutcome> Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        // Whose time is over matters in a FIFO queue only.
        if (queue.Attributes.IsFifo)
            turn.Queue(Name);
        var outcomes = new EntryOutcome[Handles.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            try
            {
                var handle = ReceiptHandle.Parse(Handles[i], Name, turn.Engine.NextOrder);
                var message = queue.Find(handle.Order);
                if (message is not null && queue.Attributes.IsFifo)
                    handle.CheckHeld(message, Handles[i]);
                if (message is not null)
                    Remove(turn, message);
                outcomes[i] = new(message, null);
            }
            catch (SqsException error)
            {
                outcomes[i] = new(null, error);
            }
        }

        return outcomes;
    }

    private void Remove(SqsTurn turn, QueuedMessage message)
    {
        turn.Write(new SqsChange.MessageRemoved(Name, message.Order));
        // What stood behind it in its group can be received now.
        if (message.Group is not null)
            turn.Wake(Name);
    }
}
