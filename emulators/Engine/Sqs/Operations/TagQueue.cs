namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Gives a queue tags; a tag that it has gets the new value.</summary>
public sealed record TagQueue(string Name, IReadOnlyDictionary<string, string> Tags) : ISqsOperation<bool>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        if (Tags.Count == 0)
            throw SqsException.Missing("Tags");
        var all = new Dictionary<string, string>(queue.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in Tags)
            all[key] = value;
        Check(Name, all);
        turn.Write(new SqsChange.QueueTagged(Name, all));
        return true;
    }

    /// <summary>What a queue may have as tags.</summary>
    internal static void Check(string queue, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > SqsLimits.Tags)
            throw new SqsException("InvalidParameterValue", $"Too many tags added for queue {queue}.");
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > 128)
                throw new SqsException("InvalidParameterValue", "Tag keys must be between 1 and 128 characters in length.");
            if (value.Length > 256)
                throw new SqsException("InvalidParameterValue", "Tag values must be between 0 and 256 characters in length.");
        }
    }
}
