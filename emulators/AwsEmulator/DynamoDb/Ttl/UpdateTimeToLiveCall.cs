using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Ttl;

namespace ActiveActive.AwsEmulator.DynamoDb.Ttl;

/// <summary>UpdateTimeToLive.</summary>
public sealed class UpdateTimeToLiveCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateTimeToLive";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        request.Parameters.Need("TimeToLiveSpecification");
        var specification = request.Parameters.Inner("TimeToLiveSpecification")!.Value;
        foreach (var (member, path) in (ReadOnlySpan<(string, string)>)[("AttributeName", "attributeName"), ("Enabled", "enabled")])
            specification.NeedAt(member, $"timeToLiveSpecification.{path}");
        var operation = new UpdateTimeToLive
        {
            Table = request.Parameters.Table,
            Attribute = specification.Text("AttributeName")!,
            Enabled = specification.Flag("Enabled"),
        };
        await request.Run(operation);
        answer.WriteStartObject();
        answer.WriteStartObject("TimeToLiveSpecification");
        answer.WriteBoolean("Enabled", operation.Enabled);
        answer.WriteString("AttributeName", operation.Attribute);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
