using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>How a run ended.</summary>
/// <param name="Result">Of one that ended with a verdict, and of one that was aborted what its evidence says.</param>
/// <param name="Error">Of one that was not played to its end: why, as a sentence.</param>
/// <param name="Recovered">What had to be recovered after it.</param>
/// <param name="Refusal">Set when it was refused before it had begun: there was no run.</param>
internal sealed record RunEnding(
    RunState State, RunResult? Result, string? Error, IReadOnlyList<string> Recovered, DateTimeOffset At, Exception? Refusal = null);
