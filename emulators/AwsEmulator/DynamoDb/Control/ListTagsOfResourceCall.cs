using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Settings;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>ListTagsOfResource, of tables.</summary>
public sealed class ListTagsOfResourceCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListTagsOfResource";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var (arn, table) = Resources.Table(request);
        var description = await Find(request, arn, table);
        answer.WriteStartObject();
        answer.WriteStartArray("Tags");
        foreach (var (key, value) in description.Settings.Tags)
        {
            answer.WriteStartObject();
            answer.WriteString("Key", key);
            answer.WriteString("Value", value);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }

    /// <summary>AWS tells nobody that a table is not there whose account is not the caller's; and 000000000000 is nobody's.</summary>
    private static async Task<TableDescription> Find(DynamoRequest request, string arn, string table)
    {
        try
        {
            return await request.Run(new ListTags { Arn = arn, Table = table });
        }
        catch (DynamoException missing) when (missing.Code == "ResourceNotFoundException")
        {
            throw new DynamoException("AccessDeniedException", $"User: arn:aws:iam::000000000000:root is not authorized to perform: dynamodb:ListTagsOfResource on resource: {arn}");
        }
    }
}
