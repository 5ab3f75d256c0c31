namespace ActiveActive.Scenarios;

/// <summary>A step took longer than it may. The run is judged all the same: what waited where is in the evidence.</summary>
public sealed class MissedDeadlineException(string step, TimeSpan limit, Exception inner, string? lacking = null)
    : Exception(FormattableString.Invariant($"{step} was not done within {limit.TotalSeconds:0.#} s{(lacking is null ? "" : $": {lacking}")}"), inner);
