using System.Collections.Frozen;
using System.Globalization;
using ActiveActive.Contracts;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace ActiveActive.Hosting.Clients;

/// <summary>
/// The core stage's DynamoDB global table, written in the worker's own region. A batch is one BatchWriteItem; a record that is
/// there already is written again with the same fact, which is how a batch of puts is idempotent.
/// </summary>
public sealed class DynamoRecordStore(
    IAmazonDynamoDB dynamo, string table, string component, Region region, TimeProvider time) : IRecordStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var storedAt = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var response = await dynamo.BatchWriteItemAsync(
            new BatchWriteItemRequest
            {
                RequestItems = new()
                {
                    [table] = [.. records.DistinctBy(r => r.Id).Select(r => new WriteRequest(new PutRequest(ToItem(r, storedAt))))],
                },
            },
            cancellation);

        // What the table left undone is tried again as a whole: the ones that were written stay as they are.
        if (response.UnprocessedItems is { Count: > 0 } left)
            throw new InvalidOperationException($"{left.Sum(t => t.Value.Count)} items of {table} were left unprocessed");
        return records.Select(r => r.Id).ToFrozenSet();
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellation) =>
        await dynamo.GetItemAsync(table, new() { ["id"] = new("probe") }, cancellation);

    private Dictionary<string, AttributeValue> ToItem(Record record, string storedAt) => new()
    {
        ["id"] = new(record.Id),
        ["batch"] = new() { N = record.Batch.ToString(CultureInfo.InvariantCulture) },
        ["body"] = new(record.Body),
        ["storedBy"] = new(component),
        ["storedAt"] = new(storedAt),
        ["writtenIn"] = new(region.Name),
    };
}
