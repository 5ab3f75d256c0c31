using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>Body of POST /api/faults.</summary>
/// <param name="Target">As status names it.</param>
/// <param name="Kind">A fault kind, or null for the target's usual one.</param>
/// <param name="Seconds">After this the fault ends by itself; null lasts until it is recovered.</param>
public sealed record FaultRequest(string? Target, string? Kind = null, double? Seconds = null);

/// <summary>Body of POST /api/recover.</summary>
/// <param name="Target">As status names it, or <c>all</c>.</param>
public sealed record RecoverRequest(string? Target);

/// <summary>Answer to POST /api/recover.</summary>
/// <param name="Recovered">What was failed and works again.</param>
public sealed record RecoverAnswer(IReadOnlyList<string> Recovered);

/// <summary>Answer to POST /api/records/NAME.</summary>
/// <param name="Path">What a run names as its records.</param>
public sealed record RecordsAnswer(string Path);

/// <summary>Every answer that is not 2xx.</summary>
/// <param name="Error">What is wrong and what to do, as a sentence.</param>
public sealed record ErrorAnswer(string Error);

/// <summary>One line of the stream that POST /api/runs answers with; exactly one member is set, and the last line is a result or an error.</summary>
public sealed record RunLine
{
    /// <summary>Something happened.</summary>
    public string? Step { get; init; }

    /// <summary>The lab as it is.</summary>
    public LabStatus? Status { get; init; }

    /// <summary>How it ended.</summary>
    public RunResult? Result { get; init; }

    /// <summary>Why it did not end with a result.</summary>
    public string? Error { get; init; }

    /// <summary>The line for <paramref name="progress"/>.</summary>
    public static RunLine Of(RunProgress progress) => new() { Step = progress.Step, Status = progress.Status, Result = progress.Result };
}
