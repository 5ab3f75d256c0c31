namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Deletes messages. In a standard queue by the handles of any receive: of an old one AWS says that the request succeeds and the
/// message might not be deleted, and here it is. In a FIFO queue only while the receive lasts: afterwards the message may be with
/// another receiver, and its order would be lost. A message that is gone already is a success: the caller may be repeating a
/// delete whose answer it did not get.
/// </summary>
public sealed record DeleteMessages(string Name, IReadOnlyList<string> Handles) : ISqsOperation<IReadOnlyList<EntryOutcome>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyList<EntryOutcome> Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        var outcomes = new EntryOutcome[Handles.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            try
            {
                var handle = ReceiptHandle.Parse(Handles[i], Name, turn.Engine.NextOrder);
                var message = queue.Find(handle.Order);
                if (message is not null && queue.Attributes.IsFifo && !Lasts(message, handle, turn.Now))
                    throw SqsException.Invalid(Handles[i], "ReceiptHandle", "The receipt handle has expired.");
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

    private static bool Lasts(QueuedMessage message, ReceiptHandle handle, DateTimeOffset now) =>
        message.State == MessageState.InFlight && message.VisibleAt > now && message.Receives == handle.Receive;

    private void Remove(SqsTurn turn, QueuedMessage message)
    {
        turn.Write(new SqsChange.MessageRemoved(Name, message.Order));
        // What stood behind it in its group can be received now.
        if (message.Group is not null)
            turn.Wake(Name);
    }
}
