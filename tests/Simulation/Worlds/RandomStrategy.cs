using ActiveActive.Contracts;

namespace ActiveActive.Simulation.Worlds;

/// <summary>Every step is as likely as any other.</summary>
public sealed class RandomStrategy(SeededChance chance) : IStrategy
{
    /// <inheritdoc/>
    public int Pick(IReadOnlyList<Step> ready) => chance.Below(ready.Count);
}
