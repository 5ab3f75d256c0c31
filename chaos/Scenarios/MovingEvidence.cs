using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>A run's evidence while it still grows.</summary>
/// <param name="Places">What was given, and what stores and destination held before that was read; without history.</param>
/// <param name="Histories">The components' histories, one after the other and read as they are asked for: all at once would be gigabytes after an hour.</param>
public sealed record MovingEvidence(Evidence Places, IEnumerable<IReadOnlyList<HistoryEvent>> Histories);
