namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>What SQS asks of the emulator's faults. Resources are <c>queue/NAME</c> (refuse, hang, slow).</summary>
public interface ISqsGate
{
    /// <summary>
    /// Called before an action: returns at once without a fault, after its delay under slow, throws under refuse, and under hang
    /// waits until the fault ends and then throws. Who implements it counts and witnesses the calls that it turned away.
    /// </summary>
    /// <exception cref="QueueFaultedException">The action is not to be carried out.</exception>
    Task Enter(string resource, string operation, CancellationToken aborted);

    /// <summary>True while refuse or hang holds a resource. Asked under the store's gate, so it must not wait.</summary>
    bool Holds(string resource);
}
