using ActiveActive.Contracts;

namespace ActiveActive.Simulation.Worlds;

/// <summary>
/// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, 2010): each life has a priority, the highest that
/// has something to do goes on, and at a few points drawn beforehand the one that runs falls below all others. A bug of depth d, one
/// that needs d orderings, is found with a probability that does not fall with the length of the run's interleavings.
/// </summary>
public sealed class PctStrategy : IStrategy
{
    private readonly SeededChance _chance;
    private readonly HashSet<long> _changes = [];
    private long _picks;
    private long _lowest;

    /// <summary>A strategy that finds bugs of up to <paramref name="depth"/> orderings.</summary>
    /// <param name="length">About how many picks a run has.</param>
    public PctStrategy(SeededChance chance, int depth, int length)
    {
        _chance = chance;
        for (var i = 1; i < depth; i++)
            _changes.Add(1 + chance.Below(length));
    }

    /// <inheritdoc/>
    public int Pick(IReadOnlyList<Step> ready)
    {
        var best = 0;
        for (var i = 0; i < ready.Count; i++)
        {
            var life = ready[i].Life;
            if (life.Priority == 0)
                life.Priority = 1 + (long)(_chance.NextBits() >> 2);
            if (life.Priority > ready[best].Life.Priority)
                best = i;
        }

        // The first of those with the same priority would be the newest or the oldest by accident of the list; any will do.
        if (_changes.Contains(++_picks))
            ready[best].Life.Priority = --_lowest;
        return best;
    }
}
