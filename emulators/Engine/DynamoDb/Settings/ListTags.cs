namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>ListTagsOfResource: a table's tags, all at once.</summary>
public sealed class ListTags : SettingsOperation
{
    /// <summary>ResourceArn, as the caller wrote it.</summary>
    public required string Arn { get; init; }

    /// <summary>The error for a resource that is not there, in AWS's spelling.</summary>
    public static DynamoException NoResource(string arn) => new("ResourceNotFoundException", $"Requested resource not found: ResourcArn: {arn} not found");

    /// <inheritdoc/>
    protected override DynamoException NotFound() => NoResource(Arn);
}
