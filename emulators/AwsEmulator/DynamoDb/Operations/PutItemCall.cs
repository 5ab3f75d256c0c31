using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>PutItem.</summary>
public sealed class PutItemCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "PutItem";

    /// <inheritdoc/>
    public ErrorWords Words => ErrorWords.Counted;

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = WriteConstraints.Check(request.Parameters, "Item", returnsNew: false);
        parameters.RefuseMixture(["ConditionExpression"], ["Expected"]);
        var operation = new PutItem
        {
            Table = parameters.Table,
            Item = parameters.NeedItem("Item"),
            ConditionText = parameters.Text("ConditionExpression"),
            Expected = parameters.Conditions("Expected"),
            ConditionalOperator = parameters.Text("ConditionalOperator"),
            Input = parameters.Expressions(),
            ReturnValues = parameters.Text("ReturnValues") ?? "NONE",
            ReturnItemOnFailure = parameters.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD",
        };
        Answers.Write(request, operation.Table, await request.Run(operation), answer);
    }
}
