using ActiveActive.Faults.Storm;

namespace ActiveActive.Scenarios;

/// <summary>What to run.</summary>
public sealed record RunRequest
{
    /// <summary>The scenario's name.</summary>
    public string Scenario { get; init; } = "f5";

    /// <summary>Where all chance comes from.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many batches.</summary>
    public int Batches { get; init; } = 3;

    /// <summary>Records in each batch, when no file is given.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>Path of the user's own records, or null for random ones.</summary>
    public string? Records { get; init; }

    /// <summary>Folder that the run's folder is made in.</summary>
    public string Report { get; init; } = "runs";

    /// <summary>How hard a storm blows; null for its defaults, and for every other scenario.</summary>
    public StormOptions? Storm { get; init; }

    /// <summary>How long the lab may take from the last recovery until all is drained.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The run's id, and the name of its folder; null lets the runner give it one. Not public: no request that comes as JSON has a say in it.</summary>
    internal string? Id { get; init; }

    /// <summary>The same request, to be run under an id.</summary>
    public RunRequest Under(string id) => this with { Id = id };
}
