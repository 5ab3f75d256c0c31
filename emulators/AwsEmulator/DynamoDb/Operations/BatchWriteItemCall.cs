using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>BatchWriteItem. Nothing is ever left unprocessed: all entries are one change of the journal.</summary>
public sealed class BatchWriteItemCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "BatchWriteItem";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        new Constraints(parameters).Capacity().Enum("ReturnItemCollectionMetrics", "SIZE", "NONE").NotNull("RequestItems").Check();
        if (!parameters.Entries("RequestItems").Any())
            throw DynamoException.Validation("The requestItems parameter is required for BatchWriteItem");
        new Constraints(parameters).TableNames(parameters, e => JavaText.Of("RequestItems", e)).Check();
        foreach (var (_, value) in parameters.Entries("RequestItems"))
        {
            if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is 0 or > DynamoLimits.BatchWriteItems)
                throw DynamoException.Validation($"1 validation error detected: Value '{JavaText.Of("RequestItems", parameters.Need("RequestItems"))}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]");
        }

        var requests = new Dictionary<string, IReadOnlyList<BatchWrite>>();
        foreach (var (table, _) in parameters.Entries("RequestItems"))
            requests[table] = [.. parameters.Inner("RequestItems")!.Value.Each(table).Select(Read)];
        var operation = new BatchWriteItem { Requests = requests };
        var units = await request.Run(operation);
        answer.WriteStartObject();
        answer.WriteStartObject("UnprocessedItems");
        answer.WriteEndObject();
        if (parameters.Text("ReturnItemCollectionMetrics") == "SIZE" && operation.Collections.Count > 0)
            Answers.WriteCollections(operation.Collections.Select(c => (c.Key, (IEnumerable<IReadOnlyDictionary<string, Engine.DynamoDb.Values.AttributeValue>>)c.Value)), answer);
        Answers.WriteCapacities(request, units, answer);
        answer.WriteEndObject();
    }

    private static BatchWrite Read(Parameters entry)
    {
        var (put, delete) = (entry.Inner("PutRequest"), entry.Inner("DeleteRequest"));
        if (put is null == delete is null)
            throw DynamoException.Validation("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        return put is not null ? new BatchWrite(put.Value.NeedItem("Item"), Delete: false) : new BatchWrite(delete!.Value.NeedItem("Key"), Delete: true);
    }
}
