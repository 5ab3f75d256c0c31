using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>BatchGetItem.</summary>
public sealed class BatchGetItemCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "BatchGetItem";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        new Constraints(parameters).Capacity().NotNull("RequestItems").Length("RequestItems", 1).Check();
        var wanted = parameters.Inner("RequestItems")!.Value;
        var requests = new Dictionary<string, BatchGet>();
        foreach (var (table, _) in parameters.Entries("RequestItems"))
        {
            var entry = wanted.Inner(table)!.Value;
            entry.RefuseMixture(["ProjectionExpression"], ["AttributesToGet"]);
            entry.Need("Keys");
            if (entry.Elements("Keys").Count() is var count && (count == 0 || count > DynamoLimits.BatchGetItems))
                throw DynamoException.Validation($"1 validation error detected: Value '{entry.Need("Keys").GetRawText()}' at 'requestItems.{table}.member.keys' failed to satisfy constraint: Member must have length {(count == 0 ? "greater than or equal to 1" : "less than or equal to 100")}");
            requests[table] = new BatchGet(
                [.. entry.Each("Keys").Select(k => k.AsItem())], entry.Text("ProjectionExpression"), entry.Expressions(), entry.Flag("ConsistentRead"))
            {
                AttributesToGet = entry.Strings("AttributesToGet"),
            };
        }

        var result = await request.Run(new BatchGetItem { Requests = requests });
        answer.WriteStartObject();
        answer.WriteStartObject("Responses");
        foreach (var (table, items) in result.Items)
        {
            answer.WriteStartArray(table);
            foreach (var item in items)
                JsonItems.Write(answer, item);
            answer.WriteEndArray();
        }

        answer.WriteEndObject();
        WriteUnprocessed(wanted, result, answer);
        Answers.WriteCapacities(request, result.Units, answer);
        answer.WriteEndObject();
    }

    private static void WriteUnprocessed(Parameters wanted, BatchGetResult result, Utf8JsonWriter answer)
    {
        answer.WriteStartObject("UnprocessedKeys");
        foreach (var (table, keys) in result.Unprocessed)
        {
            answer.WriteStartObject(table);
            // What goes with the keys goes back with them, so that the caller can send the answer as its next request.
            foreach (var (name, value) in wanted.Entries(table).Where(e => e.Name != "Keys"))
            {
                answer.WritePropertyName(name);
                value.WriteTo(answer);
            }

            answer.WriteStartArray("Keys");
            foreach (var key in keys)
                JsonItems.Write(answer, key);
            answer.WriteEndArray();
            answer.WriteEndObject();
        }

        answer.WriteEndObject();
    }
}
