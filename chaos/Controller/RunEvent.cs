using System.Text.Json.Serialization;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>
/// One event of a run's stream; exactly one member beside the number is set, and the event is called after it. The last one is a
/// result or an error.
/// </summary>
public sealed record RunEvent
{
    /// <summary>Its number in its run, from 1. Numbers are left out where events were: a status that a newer one had replaced.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    /// <summary>Something happened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }

    /// <summary>The lab as it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabStatus? Status { get; init; }

    /// <summary>What has held so far, of a run that is judged while it goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeldSoFar? SoFar { get; init; }

    /// <summary>How it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunResult? Result { get; init; }

    /// <summary>Why it did not end with a result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>step, status, soFar, result or error.</summary>
    [JsonIgnore]
    public string Name => Step is not null ? "step" : Status is not null ? "status" : SoFar is not null ? "soFar" : Result is not null ? "result" : "error";

    /// <summary>True of the last one.</summary>
    [JsonIgnore]
    public bool IsLast => Result is not null || Error is not null;
}
