namespace ActiveActive.Controller;

/// <summary>A run in one line. What is null is not known.</summary>
public record RunSummary
{
    /// <summary>Its name, and its folder's.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>The scenario's name.</summary>
    public string? Scenario { get; init; }

    /// <summary>processes or docker.</summary>
    public string? Engine { get; init; }

    /// <summary>The seed that replays it.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Pass, Fail, Stuck or Inconclusive.</summary>
    public string? Verdict { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it took, or has taken so far.</summary>
    public double? Seconds { get; init; }

    /// <summary>Where its evidence is, on the controller's disk.</summary>
    public required string Folder { get; init; }
}
