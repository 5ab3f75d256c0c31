using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Faults.F5;

namespace ActiveActive.Simulation.Exploration;

/// <summary>All 65,535 non-empty subsets of F5's sixteen components, each component by a kind that the seed draws for that subset.</summary>
public static class Subsets
{
    /// <summary>How many there are.</summary>
    public const int Count = (1 << 16) - 1;

    /// <summary>The plan of subset <paramref name="mask"/>, 1 to <see cref="Count"/>: bit n − 1 is component n.</summary>
    public static FaultPlan Plan(int mask, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mask, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mask, Count);
        var chance = new SeededChance(seed).Fork($"subset/{mask}");
        var faults = new List<Fault>();
        for (var i = 0; i < F5Components.All.Count; i++)
        {
            if ((mask >> i & 1) == 0)
                continue;
            var target = F5Components.All[i].Target;
            var kinds = FaultCatalogue.KindsOf(target.Kind);
            faults.Add(new Fault(target, kinds[chance.Below(kinds.Count)]));
        }

        return FaultPlan.Of(seed, [.. faults]);
    }

    /// <summary>The run of a subset.</summary>
    public static RunSpec Spec(RunSpec like, int mask) => like with
    {
        Scenario = "f5", Plan = Plan(mask, like.Seed), Seed = like.Seed + ((ulong)mask << 32), Subset = mask,
    };
}
