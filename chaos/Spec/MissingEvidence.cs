namespace ActiveActive.Spec;

/// <summary>Something that should have been there to judge by and is not.</summary>
/// <param name="Touches">The parts of the evidence that cannot be relied on for it.</param>
/// <param name="What">Which, and why, in words.</param>
public sealed record MissingEvidence(EvidenceKinds Touches, string What);
