namespace ActiveActive.AwsEmulator.Faults;

/// <summary>A fault as asked for: the body of POST /_lab/faults.</summary>
/// <param name="Resource">queue/NAME, table/NAME, replication/TABLE or replication/*.</param>
/// <param name="Kind">A name of <see cref="FaultKind"/>.</param>
/// <param name="Seconds">It ends by itself after so long: whoever began it may be gone.</param>
/// <param name="DelayMilliseconds">What a slow call waits before it is served, and a write under lag before it is applied.</param>
public sealed record FaultRequest(string Resource = "", string Kind = "", double Seconds = 600, int DelayMilliseconds = 1000)
{
    private const double MostSeconds = 24 * 60 * 60;
    private const int MostDelayMilliseconds = 10 * 60 * 1000;
    private const int MostCharacters = 300;

    /// <summary>Says in a sentence what is wrong, or null.</summary>
    public string? Validate()
    {
        var parts = Resource.Split('/');
        if (Resource.Length > MostCharacters || parts is not ["queue" or "table" or "replication", { Length: > 0 } name] || (name == "*" && parts[0] != "replication"))
            return "resource must be queue/NAME, table/NAME, replication/TABLE or replication/*.";
        if (parts[0] == "replication" && Kind is not (FaultKind.Pause or FaultKind.Lag))
            return $"kind must be {FaultKind.Pause} or {FaultKind.Lag} for a replication.";
        if (parts[0] != "replication" && Kind is not (FaultKind.Refuse or FaultKind.Hang or FaultKind.Slow))
            return $"kind must be {FaultKind.Refuse}, {FaultKind.Hang} or {FaultKind.Slow} for a {parts[0]}.";
        if (!(Seconds > 0 && Seconds <= MostSeconds))
            return $"seconds must be above 0 and at most {MostSeconds}.";
        return DelayMilliseconds is < 0 or > MostDelayMilliseconds ? $"delayMilliseconds must be 0 to {MostDelayMilliseconds}." : null;
    }
}
