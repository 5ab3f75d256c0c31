namespace ActiveActive.Controller;

/// <summary>Answer to GET /api/runs.</summary>
/// <param name="Current">The run that goes on, or null.</param>
/// <param name="Runs">The others, newest first.</param>
public sealed record RunList(RunSummary? Current, IReadOnlyList<RunSummary> Runs);
