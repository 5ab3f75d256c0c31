using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>TransactWriteItems.</summary>
public sealed class TransactWriteItemsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "TransactWriteItems";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Length("ClientRequestToken", 1, 36).Capacity().Enum("ReturnItemCollectionMetrics", "SIZE", "NONE")
            .NotNull("TransactItems").Length("TransactItems", 1, DynamoLimits.TransactionItems).And(Names(request.Parameters)).Check();
        var result = await request.Run(new TransactWriteItems
        {
            Actions = [.. parameters.Each("TransactItems").Select((e, i) => Read(e, $"transactItems.{i + 1}.member."))],
            Token = parameters.Text("ClientRequestToken"),
            Request = parameters.Digest("TransactItems"),
        });
        answer.WriteStartObject();
        if (parameters.Text("ReturnItemCollectionMetrics") == "SIZE" && result.Collections.Count > 0)
            Answers.WriteCollections(result.Collections.Select(c => (c.Key, (IEnumerable<IReadOnlyDictionary<string, AttributeValue>>)c.Value)), answer);
        Answers.WriteCapacities(request, result.Units, answer, result.IsRepetition ? "ReadCapacityUnits" : "WriteCapacityUnits");
        answer.WriteEndObject();
    }

    /// <summary>The tables' names: they are looked at before any action is read further.</summary>
    private static Constraints Names(Parameters request)
    {
        var all = new Constraints(request);
        var number = 0;
        foreach (var entry in request.Each("TransactItems"))
        {
            number++;
            foreach (var kind in (ReadOnlySpan<string>)["Put", "Update", "Delete", "ConditionCheck"])
            {
                if (entry.Inner(kind) is { } action)
                    all.And(new Constraints(action, $"transactItems.{number}.member.{char.ToLowerInvariant(kind[0])}{kind[1..]}.").Name("TableName", least: 1));
            }
        }

        return all;
    }

    private static ItemWrite Read(Parameters entry, string at)
    {
        Parameters?[] kinds = [entry.Inner("Put"), entry.Inner("Update"), entry.Inner("Delete"), entry.Inner("ConditionCheck")];
        if (kinds.All(k => k is null))
            throw DynamoException.Validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
        if (kinds.Count(k => k is not null) != 1)
            throw DynamoException.Validation("TransactItems can only contain one of Check, Put, Update or Delete");
        if (kinds[0] is { } put)
        {
            new Constraints(put, at + "put.").TableName().NotNull("Item").Check();
            return Prepared(put, "Item", item => new PutItem
            {
                Table = put.Table, Item = item, ConditionText = put.Text("ConditionExpression"), Input = put.Expressions(),
                ReturnItemOnFailure = ReturnsItem(put),
            });
        }

        if (kinds[1] is { } update)
        {
            new Constraints(update, at + "update.").TableName().NotNull("Key").NotNull("UpdateExpression").Check();
            return Prepared(update, "Key", key => new UpdateItem
            {
                Table = update.Table, Key = key, UpdateText = update.Text("UpdateExpression"),
                ConditionText = update.Text("ConditionExpression"), Input = update.Expressions(), ReturnItemOnFailure = ReturnsItem(update),
            });
        }

        if (kinds[2] is { } delete)
        {
            new Constraints(delete, at + "delete.").TableName().NotNull("Key").Check();
            return Prepared(delete, "Key", key => new DeleteItem
            {
                Table = delete.Table, Key = key, ConditionText = delete.Text("ConditionExpression"), Input = delete.Expressions(),
                ReturnItemOnFailure = ReturnsItem(delete),
            });
        }

        var check = kinds[3]!.Value;
        new Constraints(check, at + "conditionCheck.").TableName().NotNull("Key").NotNull("ConditionExpression").Check();
        return Prepared(check, "Key", key => new ConditionCheck
        {
            Table = check.Table, Key = key, ConditionText = check.Text("ConditionExpression"), Input = check.Expressions(),
            ReturnItemOnFailure = ReturnsItem(check),
        });
    }

    /// <summary>
    /// Actions are checked one after the other, each whole: what is wrong with an earlier one is told before what is wrong with a
    /// later one, and within one its expressions come before its item.
    /// </summary>
    private static ItemWrite Prepared(Parameters action, string name, Func<IReadOnlyDictionary<string, AttributeValue>, ItemWrite> write)
    {
        DynamoException? wrong = null;
        IReadOnlyDictionary<string, AttributeValue> item = new Dictionary<string, AttributeValue>();
        try
        {
            item = action.NeedItem(name);
        }
        catch (DynamoException error)
        {
            wrong = error;
        }

        var prepared = write(item);
        prepared.Prepare();
        return wrong is null ? prepared : throw wrong;
    }

    private static bool ReturnsItem(Parameters action) => action.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
}
