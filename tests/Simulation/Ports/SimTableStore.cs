using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Values;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Ports;

/// <summary>The core stage's table of its own region: one BatchWriteItem of the emulator's own engine.</summary>
public sealed class SimTableStore(Network network, Life from, AwsRegion aws, string component) : IRecordStore
{
    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var storedAt = from.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var ids = records.Select(r => r.Id).ToHashSet();
        var writes = records.DistinctBy(r => r.Id).Select(r => new BatchWrite(ToItem(r, storedAt), Delete: false)).ToList();
        return network.CallAsync<IReadOnlySet<string>>(
            from,
            aws,
            call => aws.Faults.Enter(call, AwsRegion.TableResource, () =>
            {
                aws.Run(new BatchWriteItem { Requests = new Dictionary<string, IReadOnlyList<BatchWrite>> { [Topology.Table] = writes } });
                aws.Served(nameof(BatchWriteItem), null, Topology.Table, writes.Count);
                aws.Inflow.Peer.Inflow.Nudge();
                call.Answer(ids);
            }),
            cancellation);
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => network.CallAsync<bool>(
        from, aws, call => aws.Faults.Enter(call, AwsRegion.TableResource, () => call.Answer(true)), cancellation);

    private Dictionary<string, AttributeValue> ToItem(Record record, string storedAt) => new()
    {
        ["id"] = new AttributeValue.S(record.Id),
        ["batch"] = new AttributeValue.N(DynamoNumber.Parse(record.Batch.ToString(CultureInfo.InvariantCulture))),
        ["body"] = new AttributeValue.S(record.Body),
        ["storedBy"] = new AttributeValue.S(component),
        ["storedAt"] = new AttributeValue.S(storedAt),
        ["writtenIn"] = new AttributeValue.S(aws.Region.Name),
    };
}
