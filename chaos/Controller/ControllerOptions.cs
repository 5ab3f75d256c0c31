using System.Net;

namespace ActiveActive.Controller;

/// <summary>Where a controller keeps its state, and where it listens.</summary>
public sealed record ControllerOptions
{
    /// <summary>Folder of lab.json and lab.lock.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Folder of the lab's data, as lab.json tells it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the API listens: loopback, but for a container, whose ports are published on loopback by the engine.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The port under which a container's API is published, if that is another.</summary>
    public int? PublishedPort { get; init; }

    /// <summary>Folder that all runs are written to, for callers who fetch them; null lets each caller name a folder of this machine.</summary>
    public string? RunsFolder { get; init; }

    /// <summary>Folder of the runs whose caller names a relative one, which the page does; null for the process' own folder.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>The port; on loopback, when it is taken, any free one. 0 for any free one at once.</summary>
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
