namespace ActiveActive.Spec;

/// <summary>
/// One sentence that must be true of every run. Judging looks at the evidence only; it calls violated what the evidence shows to be
/// wrong, and unknown what the evidence leaves open, so that a hole never turns into an accusation.
/// </summary>
public interface IInvariant
{
    /// <summary>1 to 9, as in the spec.</summary>
    int Number { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The parts of the evidence without which it cannot be called held.</summary>
    EvidenceKinds Uses { get; }

    /// <summary>Judges it.</summary>
    Finding Judge(Evidence evidence);
}
