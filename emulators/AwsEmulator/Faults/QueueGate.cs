using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;

namespace ActiveActive.AwsEmulator.Faults;

/// <summary>The fault gate as queues ask it: the same faults, SQS's own error.</summary>
internal sealed class QueueGate(FaultGate gate) : ISqsGate
{
    /// <inheritdoc/>
    public async Task Enter(string resource, string operation, CancellationToken aborted)
    {
        try
        {
            await gate.Enter(resource, operation, aborted);
        }
        catch (TableFaultedException held)
        {
            throw new QueueFaultedException(held.Message);
        }
    }

    /// <inheritdoc/>
    public bool Holds(string resource) => gate.Holds(resource);
}
