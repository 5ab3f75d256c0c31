namespace ActiveActive.Spec.Invariants;

/// <summary>The nine invariants that make the system safe and live.</summary>
public static class AllInvariants
{
    /// <summary>In the order of their numbers.</summary>
    public static readonly IReadOnlyList<IInvariant> InOrder =
    [
        new NothingLost(),
        new NothingInvented(),
        new OrderOfEffects(),
        new NoReplay(),
        new ExactlyOnceEffects(),
        new Drained(),
        new FaultsWereReal(),
        new ReplicasConverged(),
        new Live(),
    ];
}
