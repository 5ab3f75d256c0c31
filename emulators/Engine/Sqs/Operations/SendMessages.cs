namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Sends messages. Each is accepted or not by itself.</summary>
public sealed record SendMessages(string Name, IReadOnlyList<OutgoingMessage> Entries) : ISqsOperation<IReadOnlyList<EntryOutcome>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyList<EntryOutcome> Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        var outcomes = new EntryOutcome[Entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var error = MessageRules.Reject(Entries[i], queue.Attributes.MaximumBytes);
            outcomes[i] = error is null ? new(Send(turn, queue, Entries[i]), null) : new(null, error);
        }

        return outcomes;
    }

    private static QueuedMessage Send(SqsTurn turn, MessageQueue queue, OutgoingMessage entry)
    {
        var order = turn.Engine.NextOrder;
        var delay = entry.DelaySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : queue.Attributes.Delay;
        var message = new QueuedMessage
        {
            Order = order,
            Id = QueuedMessage.IdOf(turn.Engine.Region, order),
            Body = entry.Body,
            Attributes = entry.Attributes,
            Group = entry.Group,
            Sent = turn.Now,
            Source = null,
            VisibleAt = turn.Now + delay,
            State = delay > TimeSpan.Zero ? MessageState.Delayed : MessageState.Ready,
        };
        turn.Write(new SqsChange.MessageAdded(queue.Name, message));
        turn.Wake(queue.Name);
        return message;
    }
}
