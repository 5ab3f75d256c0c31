namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// What DynamoDB asks of the emulator's faults. Resources are <c>table/NAME</c> (refuse, hang, slow) and <c>replication/NAME</c> or
/// <c>replication/*</c> (pause, lag).
/// </summary>
public interface ITableGate
{
    /// <summary>
    /// Called before an operation: returns at once without a fault, after its delay under slow, throws under refuse, and under hang
    /// waits until the fault ends and then throws. Who implements it counts and witnesses the calls that it turned away.
    /// </summary>
    /// <exception cref="TableFaultedException">The operation is not to be carried out.</exception>
    Task Enter(string resource, string operation, CancellationToken aborted);

    /// <summary>True while refuse, hang or pause holds a resource. Asked under the store's gate, so it must not wait.</summary>
    bool Holds(string resource);

    /// <summary>By how much a fault delays a resource that goes on all the same; zero without one.</summary>
    TimeSpan Lag(string resource) => TimeSpan.Zero;
}
