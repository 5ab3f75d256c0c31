using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>UpdateItem.</summary>
public sealed class UpdateItemCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateItem";

    /// <inheritdoc/>
    public ErrorWords Words => ErrorWords.Counted;

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = WriteConstraints.Check(request.Parameters, "Key", returnsNew: true);
        parameters.RefuseMixture(["UpdateExpression", "ConditionExpression"], ["AttributeUpdates", "Expected"]);
        var operation = new UpdateItem
        {
            Table = parameters.Table,
            Key = parameters.NeedItem("Key"),
            UpdateText = parameters.Text("UpdateExpression"),
            AttributeUpdates = parameters.Updates(),
            MeasuresStatement = true,
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
