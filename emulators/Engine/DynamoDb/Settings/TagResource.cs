using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>Puts tags on a table.</summary>
public sealed class TagResource : SettingsOperation
{
    private const int MostTags = 50;

    /// <summary>ResourceArn, as the caller wrote it.</summary>
    public required string Arn { get; init; }

    /// <summary>Tags, in the caller's order.</summary>
    public required IReadOnlyList<(string Key, string Value)> Tags { get; init; }

    /// <summary>Tags as a table keeps them, with others that stay.</summary>
    /// <exception cref="DynamoException">There are too many, or one is not allowed.</exception>
    public static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> present, IReadOnlyList<(string Key, string Value)> tags)
    {
        var merged = new SortedDictionary<string, string>(present.ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is < 1 or > 128)
                throw DynamoException.Validation($"1 validation error detected: Value '{key}' at 'tags.1.member.key' failed to satisfy constraint: Member must have length {(key.Length < 1 ? "greater than or equal to 1" : "less than or equal to 128")}");
            if (value.Length > 256)
                throw DynamoException.Validation($"1 validation error detected: Value '{value}' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw DynamoException.InvalidParameter("Tag keys cannot start with the reserved prefix aws:");
            merged[key] = value;
        }

        return merged.Count <= MostTags ? merged : throw DynamoException.InvalidParameter("Too many tags: a table has 50 at most");
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
        base.Prepare();
        if (Tags.Count == 0)
            throw DynamoException.Validation("Atleast one Tag needs to be provided as Input.");
    }

    /// <inheritdoc/>
    protected override TableSettings Change(TableSettings settings, DateTimeOffset now) => settings with { Tags = Merge(settings.Tags, Tags) };

    /// <inheritdoc/>
    protected override DynamoException NotFound() => ListTags.NoResource(Arn);
}
