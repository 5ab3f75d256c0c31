using System.Text.Json;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>PutResourcePolicy. The policy must be a policy document; it is kept and not enforced.</summary>
public sealed class PutResourcePolicyCall : IDynamoCall
{
    private const int MostBytes = 20 * 1024;

    /// <inheritdoc/>
    public string Name => "PutResourcePolicy";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("ResourceArn").NotNull("Policy").Check();
        var policy = parameters.Text("Policy")!;
        Check(policy);
        var entry = await request.Run(PolicyResources.Read(parameters, policy));
        answer.WriteStartObject();
        answer.WriteString("RevisionId", entry!.Detail);
        answer.WriteEndObject();
    }

    private static void Check(string policy)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(policy) > MostBytes)
            throw DynamoException.Validation($"Invalid policy document: the policy has more than {MostBytes} bytes");
        try
        {
            using var document = JsonDocument.Parse(policy);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Statement", out var statements)
                && statements.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
                return;
        }
        catch (JsonException)
        {
            // Told with the same words as any other text that is no policy.
        }

        throw DynamoException.Validation("Invalid policy document: Syntax errors in policy.");
    }
}
