using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>Reads ResourceArn and Tags.</summary>
internal static class Resources
{
    /// <summary>The ARN, and the table that it names.</summary>
    /// <exception cref="DynamoException">It is no table's.</exception>
    public static (string Arn, string Table) Table(DynamoRequest request)
    {
        request.Parameters.Need("ResourceArn");
        var arn = request.Parameters.Text("ResourceArn")!;
        return arn.Split(':') is ["arn", "aws", "dynamodb", _, _, var resource] && resource.Split('/') is ["table", { Length: > 0 } table]
            ? (arn, table)
            : throw DynamoException.Validation($"Invalid TableArn: Invalid ResourceArn provided as input {arn}");
    }

    /// <summary>Tags, in the caller's order.</summary>
    public static IReadOnlyList<(string Key, string Value)> Tags(Parameters parameters)
    {
        var tags = new List<(string, string)>();
        foreach (var tag in parameters.Each("Tags"))
        {
            tag.NeedAt("Key", $"tags.{tags.Count + 1}.member.key");
            tag.NeedAt("Value", $"tags.{tags.Count + 1}.member.value");
            tags.Add((tag.Text("Key")!, tag.Text("Value")!));
        }

        return tags;
    }
}
