namespace ActiveActive.Spec;

/// <summary>The verdict in one word. Fail outranks Stuck outranks Inconclusive outranks Pass.</summary>
public enum Outcome
{
    /// <summary>All nine invariants held.</summary>
    Pass,

    /// <summary>The evidence does not tell.</summary>
    Inconclusive,

    /// <summary>Something was still waiting at the deadline.</summary>
    Stuck,

    /// <summary>An invariant was violated.</summary>
    Fail,
}
