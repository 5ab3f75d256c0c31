namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Sends messages. Each is accepted or not by itself, except in a batch to a FIFO queue, whose order would break: there one that is
/// not accepted fails all. What a FIFO queue has seen already is accepted and not sent again.
/// </summary>
/// <param name="Name">The queue.</param>
/// <param name="Entries">The messages, in order.</param>
/// <param name="Batch">True when they are a batch's entries, and not SendMessage's only one.</param>
public sealed record SendMessages(string Name, IReadOnlyList<OutgoingMessage> Entries, bool Batch = false) : ISqsOperation<IReadOnlyList<EntryOutcome>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyList<EntryOutcome> Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        if (Batch && queue.Attributes.IsFifo)
            RejectAll(queue.Attributes);
        var outcomes = new EntryOutcome[Entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var entry = Entries[i];
            var error = Reject(i, queue.Attributes);
            outcomes[i] = error is not null ? new(null, error)
                : queue.Attributes.IsFifo ? new(SendInOrder(turn, queue, entry), null)
                : new(Send(turn, queue, entry, null), null);
        }

        return outcomes;
    }

    private void RejectAll(QueueAttributes queue)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (Reject(i, queue) is { } error)
                throw Entries[i].Group is null && error.Code == "MissingParameter" ? new SqsException("InvalidParameterValue", error.Message) : error;
        }
    }

    private SqsException? Reject(int i, QueueAttributes queue) => Batch && Entries[i].Body.Utf8.IsEmpty
        ? SqsException.Missing($"SendMessageBatchRequestEntry.{i + 1}.MessageBody")
        : MessageRules.Reject(Entries[i], queue);

    private static QueuedMessage SendInOrder(SqsTurn turn, MessageQueue queue, OutgoingMessage entry)
    {
        var id = entry.DeduplicationId ?? MessageDigest.DeduplicationIdOf(entry.Body);
        // A group's name has no control characters, so no two groups and ids make the same key.
        var key = queue.Attributes.DeduplicatesByGroup ? $"{entry.Group}\n{id}" : id;
        if (queue.Seen.TryFind(key, turn.Now, out var order))
            return Message(turn, queue, entry, order, id);
        var message = Send(turn, queue, entry, id);
        turn.Write(new SqsChange.Deduplicated(queue.Name, key, message.Order, turn.Now));
        return message;
    }

    private static QueuedMessage Send(SqsTurn turn, MessageQueue queue, OutgoingMessage entry, string? deduplicationId)
    {
        var message = Message(turn, queue, entry, turn.Engine.NextOrder, deduplicationId);
        turn.Write(new SqsChange.MessageAdded(queue.Name, message));
        turn.Wake(queue.Name);
        return message;
    }

    private static QueuedMessage Message(SqsTurn turn, MessageQueue queue, OutgoingMessage entry, long order, string? deduplicationId)
    {
        var delay = entry.DelaySeconds is { } seconds && !queue.Attributes.IsFifo ? TimeSpan.FromSeconds(seconds) : queue.Attributes.Delay;
        return new QueuedMessage
        {
            Order = order,
            Id = QueuedMessage.IdOf(turn.Engine.Region, order),
            Content = entry.Body,
            Attributes = entry.Attributes,
            Group = entry.Group,
            DeduplicationId = deduplicationId,
            TraceHeader = entry.System?.GetValueOrDefault("AWSTraceHeader")?.Text,
            Sent = turn.Now,
            Source = null,
            VisibleAt = turn.Now + delay,
            State = delay > TimeSpan.Zero ? MessageState.Delayed : MessageState.Ready,
        };
    }
}
