namespace ActiveActive.Contracts;

/// <summary>
/// Chance that comes from a printed seed: SplitMix64 (Steele, Lea and Flood, 2014). The same seed gives the same draws on every
/// machine and runtime, which <see cref="Random"/> does not promise across versions. Not thread-safe.
/// </summary>
public sealed class SeededChance
{
    private readonly ulong _seed;
    private ulong _state;

    /// <summary>Chance that <paramref name="seed"/> determines.</summary>
    public SeededChance(ulong seed) => _seed = _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), every one equally likely.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)((UInt128)NextBits() * (ulong)bound >> 64);
    }

    /// <summary>A real number in [0, 1).</summary>
    public double Unit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary><paramref name="count"/> distinct numbers out of [0, <paramref name="bound"/>), in drawn order.</summary>
    public IReadOnlyList<int> Distinct(int count, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bound);
        var all = Enumerable.Range(0, bound).ToArray();
        for (var i = 0; i < count; i++)
        {
            var j = i + Below(bound - i);
            (all[i], all[j]) = (all[j], all[i]);
        }

        return all[..count];
    }

    /// <summary>A chance of its own for a named part, so that what one part draws does not shift another's draws.</summary>
    public SeededChance Fork(string part)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in part)
            hash = (hash ^ c) * 1099511628211UL;
        return new SeededChance(_seed ^ hash);
    }
}
