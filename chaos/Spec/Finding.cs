namespace ActiveActive.Spec;

/// <summary>What was found of one invariant.</summary>
/// <param name="Number">1 to 9, as in the spec.</param>
/// <param name="Invariant">Its name.</param>
/// <param name="Status">Held, Violated, Unknown or Waiting.</param>
/// <param name="Evidence">One sentence with the counts that it rests on.</param>
/// <param name="ViolationCount">All violations, also those beyond the list's bound.</param>
/// <param name="ViolatedRecords">Distinct records that the violations concern.</param>
/// <param name="Violations">The first violations, at most <see cref="FindingBuilder.MostListed"/>.</param>
/// <param name="Waiting">What was still waiting where.</param>
/// <param name="Unknown">What cannot be told, and why.</param>
public sealed record Finding(
    int Number,
    string Invariant,
    FindingStatus Status,
    string Evidence,
    int ViolationCount,
    int ViolatedRecords,
    IReadOnlyList<Violation> Violations,
    IReadOnlyList<string> Waiting,
    IReadOnlyList<string> Unknown);
