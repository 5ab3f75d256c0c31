using ActiveActive.AwsEmulator.Replication;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>A request on its way: its parameters and what it may use.</summary>
public sealed class DynamoRequest(Parameters parameters, DynamoStore store, Replicator replicator, TableFaults faults, CancellationToken aborted)
{
    /// <summary>What was asked.</summary>
    public Parameters Parameters { get; } = parameters;

    /// <summary>The region.</summary>
    public string Region => store.Region;

    /// <summary>The address that the caller has used.</summary>
    public string Host { get; init; } = "";

    /// <summary>The time.</summary>
    public DateTimeOffset Now => store.Now;

    /// <summary>The tables in other regions.</summary>
    public Replicator Replicator { get; } = replicator;

    /// <summary>The folders that stand for buckets.</summary>
    public required Transfers.Buckets Buckets { get; init; }

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Aborted { get; } = aborted;

    /// <summary>Runs an operation, unless a fault holds one of its tables.</summary>
    public Task<T> Run<T>(IOperation<T> operation) => faults.Run(store, operation, Aborted);
}
