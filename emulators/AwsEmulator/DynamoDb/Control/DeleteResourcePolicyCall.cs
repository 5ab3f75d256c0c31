using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DeleteResourcePolicy. Where there is none, nothing happens.</summary>
public sealed class DeleteResourcePolicyCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DeleteResourcePolicy";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        request.Parameters.Need("ResourceArn");
        var entry = await request.Run(PolicyResources.Read(request.Parameters, delete: true));
        answer.WriteStartObject();
        if (entry is not null)
            answer.WriteString("RevisionId", entry.Detail);
        answer.WriteEndObject();
    }
}
