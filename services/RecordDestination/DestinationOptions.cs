namespace ActiveActive.RecordDestination;

/// <summary>How the destination receives and where it keeps what it got. Section Destination.</summary>
public sealed record DestinationOptions
{
    /// <summary>Path of the delivery log. Required.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>How long a receive waits for messages, 0 to 20 s, as SQS has it.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Loops that work side by side on each lane, 1 to 16.</summary>
    public int Loops { get; init; } = 1;

    /// <summary>After this a call to a queue counts as unanswered; a receive may take its wait on top.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause before a failed dependency is tried again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Seed of the jitter between retries.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (LogPath.Length == 0)
            return "Destination:LogPath is empty; give the path of the delivery log";
        if (ReceiveWait < TimeSpan.Zero || ReceiveWait > TimeSpan.FromSeconds(20))
            return $"Destination:ReceiveWait {ReceiveWait} is not within 0 to 20 s";
        if (Loops is < 1 or > 16)
            return $"Destination:Loops {Loops} is not within 1 to 16";
        if (AttemptTimeout <= TimeSpan.Zero)
            return $"Destination:AttemptTimeout {AttemptTimeout} is not positive";
        return RetryDelay <= TimeSpan.Zero ? $"Destination:RetryDelay {RetryDelay} is not positive" : null;
    }
}
