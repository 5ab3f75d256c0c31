namespace ActiveActive.Spec;

/// <summary>The lab at one moment of a run, in numbers: a line of samples.jsonl. What did not answer is null.</summary>
/// <param name="At">When.</param>
/// <param name="Queues">Messages of every kind, by queue: r1/inbound.</param>
/// <param name="Rows">Rows, by replica: r1/inbound.</param>
/// <param name="Delivered">Records in the delivery log.</param>
/// <param name="Faults">Faults that held.</param>
public sealed record Sample(
    DateTimeOffset At, IReadOnlyDictionary<string, long?> Queues, IReadOnlyDictionary<string, long?> Rows, long? Delivered, int Faults);
