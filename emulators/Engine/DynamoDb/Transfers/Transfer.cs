using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Transfers;

/// <summary>An export or an import that has ended.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="IsImport">An import, else an export.</param>
/// <param name="TableArn">The table's ARN.</param>
/// <param name="Description">What Describe tells, in AWS's names: S, N, BOOL and M.</param>
public sealed record Transfer(string Arn, bool IsImport, string TableArn, IReadOnlyDictionary<string, AttributeValue> Description)
{
    /// <summary>COMPLETED or FAILED.</summary>
    public string Status => ((AttributeValue.S)Description[IsImport ? "ImportStatus" : "ExportStatus"]).Value;
}
