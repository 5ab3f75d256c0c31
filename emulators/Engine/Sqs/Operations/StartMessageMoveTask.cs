namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Begins to move the messages of a dead-letter queue to another queue, or back to where each came from.</summary>
public sealed record StartMessageMoveTask(string SourceArn, string? DestinationArn, int? PerSecond) : ISqsOperation<MoveTask>
{
    /// <inheritdoc/>
    public string? Queue => NameIn(SourceArn);

    /// <inheritdoc/>
    public MoveTask Execute(SqsTurn turn)
    {
        var source = Find(turn, SourceArn, "SourceArn");
        if (PerSecond is < 1 or > SqsLimits.MovesPerSecond)
            throw new SqsException("InvalidParameterValue", "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and 500.");
        if (!turn.Engine.SourcesOf(source.Name).Any())
            throw new SqsException("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
        var destination = DestinationArn is null ? null : Find(turn, DestinationArn, "DestinationArn");
        if (destination == source)
            throw new SqsException("InvalidParameterValue", "Source queue arn and destination queue arn cannot be the same.");
        if (destination is not null && destination.Attributes.IsFifo != source.Attributes.IsFifo)
            throw new SqsException("InvalidParameterValue", "The source queue and destination queue must be of the same queue type.");
        if (source.MoveTasks.Any(t => t.Status == MoveTask.Running))
            throw new SqsException("InvalidParameterValue", "There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
        // The task's id takes an order number, so that it is never given again.
        var order = turn.Engine.NextOrder;
        turn.Write(new SqsChange.OrderAt(order));
        var task = new MoveTask(
            QueuedMessage.IdOf(turn.Engine.Region, order).ToString(), source.Name, destination?.Name, PerSecond, MoveTask.Running, source.Messages.Count, 0, turn.Now, null);
        turn.Write(new SqsChange.MoveTaskSet(task));
        return task;
    }

    /// <summary>The queue of that ARN.</summary>
    internal static MessageQueue Find(SqsTurn turn, string arn, string parameter) =>
        arn.Split(':') is not ["arn", ..] parts || parts.Length < 6
            ? throw new SqsException("InvalidParameterValue", $"You must use this format to specify the {parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>")
            : turn.Engine.Queues.TryGetValue(NameIn(arn), out var queue) && turn.Engine.ArnOf(queue.Name) == arn ? queue : throw new SqsException("ResourceNotFoundException", $"The resource that you specified for the {parameter} parameter doesn't exist.");

    /// <summary>The queue's name in an ARN.</summary>
    internal static string NameIn(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
