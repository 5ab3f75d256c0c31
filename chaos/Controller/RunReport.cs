using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>All that is known of a run.</summary>
public sealed record RunReport : RunSummary
{
    /// <summary>For whoever reads it.</summary>
    [JsonConstructor]
    public RunReport()
    {
    }

    /// <summary>The run of a line.</summary>
    [SetsRequiredMembers]
    public RunReport(RunSummary run)
        : base(run)
    {
    }

    /// <summary>What was asked for; null of a run of an earlier lab.</summary>
    public RunRequest? Request { get; init; }

    /// <summary>What has happened so far; empty of a run of an earlier lab.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What <c>--json</c> prints, when it has ended with a verdict.</summary>
    public RunResult? Result { get; init; }

    /// <summary>Why it has ended without one.</summary>
    public string? Error { get; init; }

    /// <summary>What had to be recovered when it was aborted.</summary>
    public IReadOnlyList<string> Recovered { get; init; } = [];
}
