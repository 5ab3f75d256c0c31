using ActiveActive.Contracts.History;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>Stands between requests and tables: holds them as faults say, and writes the evidence of what was carried out.</summary>
public sealed class TableFaults(IHistory history)
{
    /// <summary>Runs an operation, unless a fault holds one of its tables.</summary>
    public Task<T> Run<T>(DynamoStore store, IOperation<T> operation, CancellationToken aborted) =>
        store.Run(operation, null, (result, error) => Witness(operation, result, error));

    /// <summary>True while a fault holds the inflow of a table.</summary>
    public bool HoldsReplication(string table) => false;

    /// <summary>Applies what was pulled; null when a fault holds the inflow or the table at that moment.</summary>
    public async Task<ApplyResult?> ApplyUnlessHeld(DynamoStore store, ApplyChanges changes) => await store.Run(changes, null, (result, _) =>
    {
        if (result is { Applied: > 0 })
            history.Write(new HistoryEvent(HistoryEvents.Replicated) { Store = changes.Table, Region = changes.Region, Count = result.Applied, Milliseconds = result.Lag.TotalMilliseconds });
    });

    private void Witness<T>(IOperation<T> operation, T? result, DynamoException? error)
    {
        if (operation is not IDataOperation<T> data || error is not (null or { Code: "ConditionalCheckFailedException" }))
            return;
        foreach (var (table, count) in data.Work(result))
            history.Write(new HistoryEvent(HistoryEvents.Served) { Operation = operation.GetType().Name, Store = table, Count = count });
    }
}
