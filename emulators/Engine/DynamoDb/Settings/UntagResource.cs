using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>Takes tags off a table; those that it has not are not missed.</summary>
public sealed class UntagResource : SettingsOperation
{
    /// <summary>ResourceArn, as the caller wrote it.</summary>
    public required string Arn { get; init; }

    /// <summary>TagKeys.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        base.Prepare();
        if (Keys.Count == 0)
            throw DynamoException.Validation("Atleast one Tag Key needs to be provided as Input.");
    }

    /// <inheritdoc/>
    protected override TableSettings Change(TableSettings settings, DateTimeOffset now) => settings with
    {
        Tags = new SortedDictionary<string, string>(settings.Tags.Where(t => !Keys.Contains(t.Key)).ToDictionary(), StringComparer.Ordinal),
    };

    /// <inheritdoc/>
    protected override DynamoException NotFound() => ListTags.NoResource(Arn);
}
