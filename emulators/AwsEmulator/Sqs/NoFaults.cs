namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>For an emulator without faults.</summary>
public sealed class NoFaults : ISqsGate
{
    /// <inheritdoc/>
    public Task Enter(string resource, string operation, CancellationToken aborted) => Task.CompletedTask;

    /// <inheritdoc/>
    public bool Holds(string resource) => false;
}
