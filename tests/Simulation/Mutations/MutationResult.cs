using System.Globalization;

namespace ActiveActive.Simulation.Mutations;

/// <summary>What exploring a mutation came to.</summary>
/// <param name="Word">The verdict's word; Pass when nothing was found, Crashed when the simulator did not live to say.</param>
/// <param name="Played">Schedules played.</param>
/// <param name="Seed">The seed that did not pass.</param>
/// <param name="Why">What was found.</param>
internal sealed record MutationResult(Mutation Mutation, string Word, long Played, ulong? Seed, string Why)
{
    /// <summary>
    /// True when spec or machines objected. No evidence is ever missing here, so what is inconclusive is what could not be shown. A run that
    /// broke off, or a simulator that crashed or could not be built, has found nothing.
    /// </summary>
    public bool Found => Word is "Fail" or "Stuck" or "Refused" or "Inconclusive";

    /// <summary>The seeds begin at 1 and are played in order, so the one that found it says how many it took.</summary>
    public ulong Schedules => Found ? Seed!.Value : ulong.MaxValue;

    /// <summary>For whoever waits.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Mutation.Name}: {(Found ? $"{Word} at seed {Seed}: {Why}" : Word == "Pass" ? $"not found in {Played} schedules" : $"not found: {Word} {Why}")}");
}
