using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>Scan.</summary>
public sealed class ScanCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "Scan";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Range("Limit", 1).Capacity().Length("AttributesToGet", 1, 255).Range("Segment", 0, 999_999)
            .Enum("Select", "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")
            .Conditions("ScanFilter").ConditionalOperator().Range("TotalSegments", 1, 1_000_000).TableName().Name("IndexName").Check();
        parameters.RefuseMixture(["ProjectionExpression", "FilterExpression"], ["AttributesToGet", "ScanFilter", "ConditionalOperator"]);
        var operation = new Scan
        {
            Table = parameters.Table,
            FilterText = parameters.Text("FilterExpression"),
            ProjectionText = parameters.Text("ProjectionExpression"),
            IndexName = parameters.Text("IndexName"),
            LegacyFilter = parameters.Conditions("ScanFilter"),
            ConditionalOperator = parameters.Text("ConditionalOperator"),
            AttributesToGet = parameters.Strings("AttributesToGet"),
            Input = parameters.Expressions(),
            Limit = parameters.Integer("Limit"),
            StartKey = parameters.Item("ExclusiveStartKey"),
            Select = parameters.Text("Select"),
            Consistent = parameters.Flag("ConsistentRead"),
            Segment = parameters.Integer("Segment"),
            TotalSegments = parameters.Integer("TotalSegments"),
        };
        Answers.Write(request, operation.Table, await request.Run(operation), answer);
    }
}
