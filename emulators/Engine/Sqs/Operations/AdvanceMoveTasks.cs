namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>
/// Gets every running message move task on by as many messages as it may move in a second, and tells whether any is still running.
/// Each message leaves one queue and enters the other in one change of the journal. Messages in flight are left where they are.
/// </summary>
/// <param name="IsHeld">True for the name of a queue that a fault holds: nothing leaves it and nothing enters it, and the task waits.</param>
public sealed record AdvanceMoveTasks(Predicate<string> IsHeld) : ISqsOperation<bool>
{
    /// <inheritdoc/>
    public string? Queue => null;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        foreach (var name in turn.Engine.Queues.Keys.ToArray())
        {
            if (turn.Engine.Queue(name).MoveTasks.Find(t => t.Status == MoveTask.Running) is { } task)
                Advance(turn, turn.Queue(name), task);
        }

        return turn.Engine.Queues.Values.Any(q => q.MoveTasks.Exists(t => t.Status == MoveTask.Running));
    }

    private void Advance(SqsTurn turn, MessageQueue source, MoveTask task)
    {
        if (IsHeld(source.Name))
            return;
        foreach (var message in source.Ready.Where(m => m.Change <= turn.Durable).Take(task.PerSecond ?? SqsLimits.MovesPerSecond).ToArray())
        {
            var target = task.Destination ?? message.Source;
            if (target is null || !turn.Engine.Queues.ContainsKey(target))
            {
                task = task with { Status = MoveTask.Failed, Failure = target is null ? "CouldNotDetermineMessageSource" : "AWS.SimpleQueueService.NonExistentQueue" };
                break;
            }

            if (IsHeld(target))
                break;
            turn.Write(new SqsChange.MessageRemoved(source.Name, message.Order));
            turn.Write(new SqsChange.MessageAdded(target, message.Moved(turn.Engine.NextOrder, null, turn.Now, 0)));
            turn.Wake(target);
            task = task with { Moved = task.Moved + 1 };
        }

        if (task.Status == MoveTask.Running && source.Ready.Count == 0)
            task = task with { Status = MoveTask.Completed };
        turn.Write(new SqsChange.MoveTaskSet(task));
    }
}
