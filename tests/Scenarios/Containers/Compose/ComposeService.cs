using System.Text.Json;

namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>A service, by the names that the file has for its keys.</summary>
internal sealed record ComposeService
{
    public required string Image { get; init; }

    public required string ContainerName { get; init; }

    /// <summary>Images are made beforehand, so this says nothing to a lab.</summary>
    public JsonElement? Build { get; init; }

    public string? PullPolicy { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> GroupAdd { get; init; } = [];

    /// <summary>A variable without a value is not set.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, Dependency> DependsOn { get; init; } = new Dictionary<string, Dependency>();

    public IReadOnlyDictionary<string, ComposeAttachment?> Networks { get; init; } = new Dictionary<string, ComposeAttachment?>();

    public IReadOnlyList<ComposeMount> Volumes { get; init; } = [];

    public IReadOnlyList<ComposePort> Ports { get; init; } = [];

    public IReadOnlyList<string> Tmpfs { get; init; } = [];

    public bool ReadOnly { get; init; }

    public IReadOnlyList<string> CapDrop { get; init; } = [];

    public IReadOnlyList<string> SecurityOpt { get; init; } = [];

    public long? PidsLimit { get; init; }

    public decimal Cpus { get; init; }

    /// <summary>Bytes, in decimal digits.</summary>
    public string? MemLimit { get; init; }

    public string? Restart { get; init; }

    public string? StopSignal { get; init; }

    public TimeSpan? StopGracePeriod { get; init; }

    public ComposeHealthcheck? Healthcheck { get; init; }

    public ComposeLogging? Logging { get; init; }

    /// <summary>What must be there before this service starts.</summary>
    internal sealed record Dependency(string Condition, bool Required = true);

    /// <summary>How it hangs in a network.</summary>
    internal sealed record ComposeAttachment(string? Ipv4Address = null);

    /// <summary>When it counts as healthy.</summary>
    internal sealed record ComposeHealthcheck
    {
        public required IReadOnlyList<string> Test { get; init; }

        public TimeSpan? Interval { get; init; }

        public TimeSpan? Timeout { get; init; }

        public TimeSpan? StartPeriod { get; init; }

        public TimeSpan? StartInterval { get; init; }

        public long? Retries { get; init; }
    }

    /// <summary>Where its output goes.</summary>
    internal sealed record ComposeLogging(string Driver, IReadOnlyDictionary<string, string>? Options = null);
}
