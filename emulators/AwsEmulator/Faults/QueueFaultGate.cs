using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;

namespace ActiveActive.AwsEmulator.Faults;

/// <summary>The same gate as queues know it: they answer a fault with another error than tables do.</summary>
public sealed class QueueFaultGate(FaultGate gate) : ISqsGate
{
    /// <inheritdoc/>
    public async Task Enter(string resource, string operation, CancellationToken aborted)
    {
        try
        {
            await gate.Enter(resource, operation, aborted);
        }
        catch (TableFaultedException fault)
        {
            throw new QueueFaultedException(fault.Message);
        }
    }

    /// <inheritdoc/>
    public bool Holds(string resource) => gate.Holds(resource);
}
