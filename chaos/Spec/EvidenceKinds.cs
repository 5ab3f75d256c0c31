namespace ActiveActive.Spec;

/// <summary>The parts of a run's evidence. An invariant says which it uses, a hole which it touches.</summary>
[Flags]
public enum EvidenceKinds
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>run.json.</summary>
    Run = 1,

    /// <summary>records.jsonl.</summary>
    Given = 2,

    /// <summary>history.jsonl.</summary>
    History = 4,

    /// <summary>The stores' rows.</summary>
    Stores = 8,

    /// <summary>The queues' contents.</summary>
    Queues = 16,

    /// <summary>The delivery log.</summary>
    Deliveries = 32,

    /// <summary>Every part: for what is missing and cannot be placed.</summary>
    All = 63,
}
