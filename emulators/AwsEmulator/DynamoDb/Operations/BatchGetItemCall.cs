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
    public ErrorWords Words => ErrorWords.Newer;

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        new Constraints(parameters).TableNames(parameters, Compact).Capacity().NotNull("RequestItems").Length("RequestItems", 1).Check();
        var wanted = parameters.Inner("RequestItems")!.Value;
        var requests = new Dictionary<string, BatchGet>();
        var (byExpression, byName) = (false, false);
        foreach (var (table, _) in parameters.Entries("RequestItems"))
        {
            if (wanted.Inner(table) is not { } entry)
                throw DynamoException.Validation($"1 validation error detected: Value null at 'requestItems.{table}.member.keys' failed to satisfy constraint: Member must not be null");
            new Constraints(entry, $"requestItems.{table}.member.").NotNull("Keys").Length("Keys", 1, DynamoLimits.BatchGetItems).Length("AttributesToGet", 1, 255).Check();
            entry.RefuseMixture(["ProjectionExpression"], ["AttributesToGet"]);
            RefuseMixture(byExpression |= entry.Find("ProjectionExpression") is not null, byName |= entry.Find("AttributesToGet") is not null);
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

    private static string Compact(JsonElement items) => JsonSerializer.Serialize(items);

    /// <summary>What one table has must not be mixed with what another one has either.</summary>
    private static void RefuseMixture(bool byExpression, bool byName)
    {
        if (byExpression && byName)
            throw DynamoException.Validation("Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
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
