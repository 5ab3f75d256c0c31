using System.Globalization;

namespace ActiveActive.Simulation.Mutations;

/// <summary>What exploring a mutation came to.</summary>
/// <param name="Word">Pass when nothing was found.</param>
/// <param name="Played">Schedules played.</param>
/// <param name="Seed">The seed that found it.</param>
/// <param name="Why">What was found.</param>
internal sealed record MutationResult(Mutation Mutation, string Word, long Played, ulong? Seed, string Why)
{
    /// <summary>True when the simulator found it.</summary>
    public bool Found => Seed is not null;

    /// <summary>The seeds begin at 1 and are played in order, so the one that found it says how many it took.</summary>
    public ulong Schedules => Seed ?? ulong.MaxValue;

    /// <summary>For whoever waits.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Mutation.Name}: {(Found ? $"{Word} at seed {Seed}: {Why}" : $"not found in {Played} schedules")}");
}
