namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>Wakes all who wait for the next time that something happens.</summary>
public sealed class Pulse
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>
    /// Completes at the next <see cref="Fire"/>. Take it before you look at what you wait for: then a change in between is not missed.
    /// </summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>It happened.</summary>
    public void Fire() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
