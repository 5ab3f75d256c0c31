namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>A dead-letter queue's latest message move tasks, newest first.</summary>
public sealed record ListMessageMoveTasks(string SourceArn, int Max) : ISqsOperation<IReadOnlyList<MoveTask>>
{
    /// <inheritdoc/>
    public string? Queue => StartMessageMoveTask.NameIn(SourceArn);

    /// <inheritdoc/>
    public IReadOnlyList<MoveTask> Execute(SqsTurn turn)
    {
        var source = StartMessageMoveTask.Find(turn, SourceArn, "SourceArn");
        if (Max is < 1 or > SqsLimits.MoveTasks)
            throw SqsException.Invalid($"{Max}", "MaxResults", "Must be an integer from 1 to 10.");
        return [.. source.MoveTasks.AsEnumerable().Reverse().Take(Max)];
    }
}
