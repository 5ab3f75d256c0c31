using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>TransactWriteItems.</summary>
public sealed class TransactWriteItemsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "TransactWriteItems";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Capacity().Enum("ReturnItemCollectionMetrics", "SIZE", "NONE")
            .Length("ClientRequestToken", 1, 36).NotNull("TransactItems").Length("TransactItems", 1, DynamoLimits.TransactionItems).Check();
        var result = await request.Run(new TransactWriteItems
        {
            Actions = [.. parameters.Each("TransactItems").Select((e, i) => Read(e, $"transactItems.{i + 1}.member."))],
            Token = parameters.Text("ClientRequestToken"),
            Request = parameters.Digest("TransactItems"),
        });
        answer.WriteStartObject();
        if (parameters.Text("ReturnItemCollectionMetrics") == "SIZE" && result.Collections.Count > 0)
            Answers.WriteCollections(result.Collections.Select(c => (c.Key, (IEnumerable<IReadOnlyDictionary<string, Engine.DynamoDb.Values.AttributeValue>>)c.Value)), answer);
        Answers.WriteCapacities(request, result.Units, answer, result.IsRepetition ? "ReadCapacityUnits" : "WriteCapacityUnits");
        answer.WriteEndObject();
    }

    private static ItemWrite Read(Parameters entry, string at)
    {
        Parameters?[] kinds = [entry.Inner("Put"), entry.Inner("Update"), entry.Inner("Delete"), entry.Inner("ConditionCheck")];
        if (kinds.Count(k => k is not null) != 1)
            throw DynamoException.Validation("TransactItems can only contain one of Check, Put, Update or Delete");
        if (kinds[0] is { } put)
        {
            new Constraints(put, at + "put.").TableName().NotNull("Item").Check();
            return new PutItem
            {
                Table = put.Table, Item = put.NeedItem("Item"), ConditionText = put.Text("ConditionExpression"), Input = put.Expressions(),
                ReturnItemOnFailure = ReturnsItem(put),
            };
        }

        if (kinds[1] is { } update)
        {
            new Constraints(update, at + "update.").TableName().NotNull("Key").NotNull("UpdateExpression").Check();
            return new UpdateItem
            {
                Table = update.Table, Key = update.NeedItem("Key"), UpdateText = update.Text("UpdateExpression"),
                ConditionText = update.Text("ConditionExpression"), Input = update.Expressions(), ReturnItemOnFailure = ReturnsItem(update),
            };
        }

        if (kinds[2] is { } delete)
        {
            new Constraints(delete, at + "delete.").TableName().NotNull("Key").Check();
            return new DeleteItem
            {
                Table = delete.Table, Key = delete.NeedItem("Key"), ConditionText = delete.Text("ConditionExpression"), Input = delete.Expressions(),
                ReturnItemOnFailure = ReturnsItem(delete),
            };
        }

        var check = kinds[3]!.Value;
        new Constraints(check, at + "conditionCheck.").TableName().NotNull("Key").NotNull("ConditionExpression").Check();
        return new ConditionCheck
        {
            Table = check.Table, Key = check.NeedItem("Key"), ConditionText = check.Text("ConditionExpression"), Input = check.Expressions(),
            ReturnItemOnFailure = ReturnsItem(check),
        };
    }

    private static bool ReturnsItem(Parameters action) => action.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
}
