using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>How a run ended.</summary>
/// <param name="Result">Of one that ended with a verdict.</param>
/// <param name="Error">Of one that did not: why, as a sentence.</param>
/// <param name="Recovered">What had to be recovered after it.</param>
/// <param name="Refusal">Set when it was refused before it had begun: there was no run.</param>
internal sealed record RunEnding(
    RunState State, RunResult? Result, string? Error, IReadOnlyList<string> Recovered, DateTimeOffset At, Exception? Refusal = null);
