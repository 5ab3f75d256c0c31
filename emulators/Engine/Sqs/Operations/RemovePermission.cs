namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Takes a statement from a queue's policy.</summary>
public sealed record RemovePermission(string Name, string Label) : ISqsOperation<bool>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        if (Label.Length == 0)
            throw SqsException.Missing("Label");
        if (!queue.Attributes.All.ContainsKey("Policy"))
            throw SqsException.Invalid(Label, "Label", "can't find label.");
        var policy = AddPermission.PolicyOf(turn.Engine, queue);
        var statements = policy["Statement"]!.AsArray();
        var statement = statements.FirstOrDefault(s => AddPermission.LabelOf(s) == Label)
            ?? throw SqsException.Invalid(Label, "Label", "can't find label on existing policy.");
        statements.Remove(statement);
        AddPermission.Set(turn, queue, statements.Count == 0 ? "" : policy.ToJsonString());
        return true;
    }
}
