using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>UntagResource, of tables.</summary>
public sealed class UntagResourceCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UntagResource";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var keys = request.Parameters.Need("TagKeys");
        if (keys.ValueKind != JsonValueKind.Array || keys.EnumerateArray().Any(k => k.ValueKind != JsonValueKind.String))
            throw Parameters.Serialization("TagKeys cannot be converted to List");
        var (arn, table) = Resources.Table(request);
        await request.Run(new UntagResource { Arn = arn, Table = table, Keys = [.. keys.EnumerateArray().Select(Parameters.Text)] });
        // AWS answers no body at all.
    }
}
