using ActiveActive.AwsEmulator.Replication;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>A request on its way: its parameters, what it may use, and what it has done.</summary>
public sealed class DynamoRequest(Parameters parameters, DynamoStore store, Replicator replicator, TableFaults faults, CancellationToken aborted)
{
    private readonly Dictionary<string, int> _served = [];

    /// <summary>What was asked.</summary>
    public Parameters Parameters { get; } = parameters;

    /// <summary>The region.</summary>
    public string Region => store.Region;

    /// <summary>The tables in other regions.</summary>
    public Replicator Replicator { get; } = replicator;

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Aborted { get; } = aborted;

    /// <summary>Items read or written, by table: the evidence that the tables worked.</summary>
    public IReadOnlyDictionary<string, int> Served => _served;

    /// <summary>Runs an operation, unless a fault holds one of its tables.</summary>
    public Task<T> Run<T>(IOperation<T> operation) => faults.Run(store, operation, Aborted);

    /// <summary>Notes that items of a table were read or written.</summary>
    public void Serve(string table, int count) => _served[table] = count;
}
