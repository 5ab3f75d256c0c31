namespace ActiveActive.Controller;

/// <summary>Where a controller keeps its state, and where it listens.</summary>
public sealed record ControllerOptions
{
    /// <summary>Folder of lab.json and lab.lock.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Folder of the lab's data, as lab.json tells it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The port on 127.0.0.1; when it is taken, any free one. 0 for any free one at once.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>How long a heal may take after a run whose caller has gone.</summary>
    public TimeSpan HealDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What is wrong with it, or null.</summary>
    public string? Validate() =>
        string.IsNullOrWhiteSpace(StateFolder) ? "StateFolder is empty; name a folder"
        : Port is < 0 or > 65535 ? $"Port is {Port}; it goes from 0 to 65535"
        : HealDeadline <= TimeSpan.Zero ? $"HealDeadline is {HealDeadline}; it must be above zero"
        : null;
}
