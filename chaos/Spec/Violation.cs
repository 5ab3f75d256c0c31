namespace ActiveActive.Spec;

/// <summary>One place where an invariant does not hold.</summary>
/// <param name="Invariant">The invariant's name.</param>
/// <param name="Record">The record, or null when it is not about one.</param>
/// <param name="Component">The component, as status names it; a store of both regions goes without the region.</param>
/// <param name="What">What happened, in words.</param>
public sealed record Violation(string Invariant, string? Record, string? Component, string What);
