using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>TransactGetItems.</summary>
public sealed class TransactGetItemsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "TransactGetItems";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Capacity().NotNull("TransactItems").Length("TransactItems", 1, DynamoLimits.TransactionItems).Check();
        var operation = new TransactGetItems { Gets = [.. parameters.Each("TransactItems").Select((e, i) => Read(e, $"transactItems.{i + 1}.member."))] };
        var results = await request.Run(operation);
        answer.WriteStartObject();
        answer.WriteStartArray("Responses");
        var units = new SortedDictionary<string, Capacity>(StringComparer.Ordinal);
        for (var i = 0; i < results.Count; i++)
        {
            answer.WriteStartObject();
            if (results[i].Item is { } item)
            {
                answer.WritePropertyName("Item");
                JsonItems.Write(answer, item);
            }

            answer.WriteEndObject();
            if (!units.TryGetValue(operation.Gets[i].Table, out var consumed))
                units[operation.Gets[i].Table] = consumed = new Capacity();
            consumed.Table += 2 * results[i].Capacity.Table;
        }

        answer.WriteEndArray();
        Answers.WriteCapacities(request, units, answer, "ReadCapacityUnits");
        answer.WriteEndObject();
    }

    private static GetItem Read(Parameters entry, string at)
    {
        new Constraints(entry, at).NotNull("Get").Check();
        var get = entry.Inner("Get")!.Value;
        new Constraints(get, at + "get.").TableName().NotNull("Key").Check();
        return new GetItem
        {
            Table = get.Table, Key = get.NeedItem("Key"), ProjectionText = get.Text("ProjectionExpression"), Input = get.Expressions(), Consistent = true,
        };
    }
}
