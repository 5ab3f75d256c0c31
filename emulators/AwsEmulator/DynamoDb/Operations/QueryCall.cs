using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>Query.</summary>
public sealed class QueryCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "Query";

    /// <inheritdoc/>
    public ErrorWords Words => ErrorWords.Newer;

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Range("Limit", 1).Capacity().Length("AttributesToGet", 1, 255).Conditions("QueryFilter")
            .Enum("Select", "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")
            .ConditionalOperator().Conditions("KeyConditions").TableName().Name("IndexName").Check();
        var byExpression = parameters.Find("KeyConditionExpression") is not null;
        parameters.RefuseMixture(
            ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
            byExpression ? ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"] : ["AttributesToGet", "QueryFilter", "ConditionalOperator"]);
        var operation = new Query
        {
            Table = parameters.Table,
            KeyConditionText = parameters.Text("KeyConditionExpression"),
            KeyConditions = parameters.Conditions("KeyConditions"),
            FilterText = parameters.Text("FilterExpression"),
            ProjectionText = parameters.Text("ProjectionExpression"),
            IndexName = parameters.Text("IndexName"),
            LegacyFilter = parameters.Conditions("QueryFilter"),
            ConditionalOperator = parameters.Text("ConditionalOperator"),
            AttributesToGet = parameters.Strings("AttributesToGet"),
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
