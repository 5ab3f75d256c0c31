namespace ActiveActive.AwsEmulator.Faults;

/// <summary>A fault as asked for: the body of POST /_lab/faults.</summary>
public sealed record FaultRequest
{
    private const double MostSeconds = 24 * 60 * 60;
    private const int MostDelayMilliseconds = 10 * 60 * 1000;
    private const int MostCharacters = 300;

    /// <summary>queue/NAME, table/NAME, replication/TABLE or replication/*.</summary>
    public string Resource { get; init; } = "";

    /// <summary>A name of <see cref="FaultKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>It ends by itself after so long, whoever began it may be gone.</summary>
    public double Seconds { get; init; } = 600;

    /// <summary>What a slow call waits before it is served.</summary>
    public int DelayMilliseconds { get; init; } = 1000;

    /// <summary>Says in a sentence what is wrong, or null.</summary>
    public string? Validate()
    {
        var parts = Resource.Split('/');
        if (Resource.Length > MostCharacters || parts is not ["queue" or "table" or "replication", { Length: > 0 } name] || (name == "*" && parts[0] != "replication"))
            return "resource must be queue/NAME, table/NAME, replication/TABLE or replication/*.";
        if (parts[0] == "replication" && Kind != FaultKind.Pause)
            return $"kind must be {FaultKind.Pause} for a replication.";
        if (parts[0] != "replication" && Kind is not (FaultKind.Refuse or FaultKind.Hang or FaultKind.Slow))
            return $"kind must be {FaultKind.Refuse}, {FaultKind.Hang} or {FaultKind.Slow} for a {parts[0]}.";
        if (!(Seconds > 0 && Seconds <= MostSeconds))
            return $"seconds must be above 0 and at most {MostSeconds}.";
        return DelayMilliseconds is < 0 or > MostDelayMilliseconds ? $"delayMilliseconds must be 0 to {MostDelayMilliseconds}." : null;
    }
}
