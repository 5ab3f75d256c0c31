namespace ActiveActive.Controller;

/// <summary>Body of POST /api/faults.</summary>
/// <param name="Target">As status names it.</param>
/// <param name="Kind">A fault kind, or null for the target's usual one.</param>
/// <param name="Seconds">After this the fault ends by itself; null lasts until it is recovered.</param>
public sealed record FaultRequest(string? Target, string? Kind = null, double? Seconds = null);

/// <summary>Body of POST /api/recover.</summary>
/// <param name="Target">As status names it, or <c>all</c>.</param>
public sealed record RecoverRequest(string? Target);

/// <summary>Answer to a recovery.</summary>
/// <param name="Recovered">What was failed and works again.</param>
public sealed record RecoverAnswer(IReadOnlyList<string> Recovered);

/// <summary>Answer to POST /api/runs?detach=true.</summary>
/// <param name="Id">The run, as GET /api/runs/ID takes it.</param>
public sealed record RunStarted(string Id);

/// <summary>Answer to POST /api/records/NAME.</summary>
/// <param name="Path">What a run names as its records.</param>
public sealed record RecordsAnswer(string Path);

/// <summary>Answer to GET /health.</summary>
/// <param name="State">ProcessRecords: it answers.</param>
public sealed record HealthAnswer(string State);

/// <summary>Every answer that is not 2xx.</summary>
/// <param name="Error">What is wrong and what to do, as a sentence.</param>
public sealed record ErrorAnswer(string Error);
