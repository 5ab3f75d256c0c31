using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>TagResource, of tables.</summary>
public sealed class TagResourceCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "TagResource";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        request.Parameters.Need("Tags");
        var (arn, table) = Resources.Table(request);
        await request.Run(new TagResource { Arn = arn, Table = table, Tags = Resources.Tags(request.Parameters) });
        // AWS answers no body at all.
    }
}
