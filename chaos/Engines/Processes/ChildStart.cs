namespace ActiveActive.Engines.Processes;

/// <summary>What to start. Paths are absolute; the log file is appended to and is created when it is missing.</summary>
public sealed record ChildStart
{
    /// <summary>The component's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The executable: an absolute path, or a name looked up in PATH.</summary>
    public required string Executable { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the lab's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where it starts.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Receives standard output and standard error, straight from the child.</summary>
    public required string LogFile { get; init; }

    /// <summary>Run as this user instead of the lab's own.</summary>
    public ChildUser? User { get; init; }

    /// <summary>What asks it to end in order. SIGTERM, but SIGINT for PostgreSQL, whose SIGTERM waits for its clients.</summary>
    public ChildSignal StopSignal { get; init; } = ChildSignal.Terminate;
}
