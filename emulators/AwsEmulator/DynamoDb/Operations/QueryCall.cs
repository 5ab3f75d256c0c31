using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>Query.</summary>
public sealed class QueryCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "Query";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        parameters.Refuse("IndexName", "KeyConditions", "QueryFilter", "ConditionalOperator", "AttributesToGet");
        var operation = new Query
        {
            Table = parameters.Table,
            KeyConditionText = parameters.Text("KeyConditionExpression"),
            FilterText = parameters.Text("FilterExpression"),
            ProjectionText = parameters.Text("ProjectionExpression"),
            Input = parameters.Expressions(),
            Forward = parameters.Flag("ScanIndexForward", otherwise: true),
            Limit = parameters.Integer("Limit"),
            StartKey = parameters.Item("ExclusiveStartKey"),
            Select = parameters.Text("Select"),
            Consistent = parameters.Flag("ConsistentRead"),
        };
        Answers.Write(request, operation.Table, await request.Run(operation), answer);
    }
}
