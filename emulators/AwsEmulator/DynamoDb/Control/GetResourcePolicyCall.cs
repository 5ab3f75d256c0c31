using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>GetResourcePolicy.</summary>
public sealed class GetResourcePolicyCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "GetResourcePolicy";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        request.Parameters.Need("ResourceArn");
        var entry = await request.Run(PolicyResources.Read(request.Parameters));
        answer.WriteStartObject();
        answer.WriteString("Policy", entry!.Value);
        answer.WriteString("RevisionId", entry.Detail);
        answer.WriteEndObject();
    }
}
