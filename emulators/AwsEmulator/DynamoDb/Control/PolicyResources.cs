using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>What a resource policy belongs to: a table or its stream.</summary>
internal static class PolicyResources
{
    /// <summary>The operation on the policy of ResourceArn.</summary>
    /// <exception cref="DynamoException">It is no ARN of a table or stream.</exception>
    public static ResourcePolicy Read(Parameters parameters, string? policy = null, bool delete = false)
    {
        new Constraints(parameters).NotNull("ResourceArn").Length("ResourceArn", 1, 1283).Length("ExpectedRevisionId", 1, 255).Check();
        var arn = parameters.Text("ResourceArn")!;
        var colons = arn.Split(':', 6);
        var parts = colons is ["arn", "aws", "dynamodb", _, _, var resource] ? resource.Split('/') : [];
        if (parts is not (["table", { Length: > 0 }] or ["table", { Length: > 0 }, "stream", _]))
            throw DynamoException.Validation($"Invalid ResourceArn: Invalid ResourceArn provided as input {arn}");
        return new ResourcePolicy
        {
            Arn = arn, Table = parts[1], Stream = parts.Length > 2 ? parts[3] : "", Policy = policy, Delete = delete, Expected = parameters.Text("ExpectedRevisionId"),
        };
    }
}
