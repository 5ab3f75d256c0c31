using System.Globalization;
using System.Runtime.CompilerServices;
using ActiveActive.Contracts;
using ActiveActive.Scenarios.RunFolders;
using Amazon.DynamoDBv2.Model;
using Region = ActiveActive.Contracts.Region;
using Replica = ActiveActive.Spec.Replica;

namespace ActiveActive.Engines.Lab;

/// <summary>Streams the rows of a replica as they are in its region.</summary>
internal sealed class StoreReader(LabParts parts)
{
    // Without a row that is there a run that lost nothing gets no verdict: on cores that are all busy a login alone may take longer than other calls may.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>All rows; for as long as it takes, one page or row in memory at a time.</summary>
    public IAsyncEnumerable<StoreLine> ReadAsync(Replica replica, CancellationToken cancellation)
    {
        var region = Region.Parse(replica.Region);
        return Stage.Parse(replica.Store).Store == StoreKind.Aurora ? RowsAsync(region, replica.Store, cancellation) : ItemsAsync(region, cancellation);
    }

    private async IAsyncEnumerable<StoreLine> RowsAsync(
        Region region, string database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in parts.InstanceOf(region, database).WithPatience(Patience).ReadRowsAsync(database, cancellation))
            yield return new StoreLine(row.Id, row.Batch, row.Body, row.StoredBy, row.StoredAt, row.WrittenIn, row.AppliedAt);
    }

    private async IAsyncEnumerable<StoreLine> ItemsAsync(Region region, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await parts.Dynamo[region].ScanAsync(
                new ScanRequest(Topology.Table) { ExclusiveStartKey = from, ConsistentRead = true }, cancellation);
            foreach (var item in page.Items ?? [])
            {
                yield return new StoreLine(
                    item["id"].S, int.Parse(item["batch"].N, CultureInfo.InvariantCulture), item["body"].S, item["storedBy"].S,
                    DateTimeOffset.Parse(item["storedAt"].S, CultureInfo.InvariantCulture), item["writtenIn"].S);
            }

            from = page.LastEvaluatedKey;
        }
        while (from is { Count: > 0 });
    }
}
