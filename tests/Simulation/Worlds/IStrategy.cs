namespace ActiveActive.Simulation.Worlds;

/// <summary>Picks which of the steps that are ready is taken next.</summary>
public interface IStrategy
{
    /// <summary>The index of one of <paramref name="ready"/>, which are at least two.</summary>
    int Pick(IReadOnlyList<Step> ready);
}
