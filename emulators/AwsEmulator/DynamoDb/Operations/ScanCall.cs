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
        var parameters = request.Parameters;
        parameters.Refuse("IndexName", "ScanFilter", "ConditionalOperator", "AttributesToGet");
        var operation = new Scan
        {
            Table = parameters.Table,
            FilterText = parameters.Text("FilterExpression"),
            ProjectionText = parameters.Text("ProjectionExpression"),
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
