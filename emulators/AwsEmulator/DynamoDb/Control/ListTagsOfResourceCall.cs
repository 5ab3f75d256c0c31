using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

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
        var description = await request.Run(new ListTags { Arn = arn, Table = table });
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
}
