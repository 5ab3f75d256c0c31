using System.Globalization;
using System.Text;

namespace ActiveActive.Simulation.Mutations;

/// <summary>The table of mutations, as it is committed.</summary>
internal static class MutationTable
{
    /// <summary>Writes it.</summary>
    public static void Write(string file, IReadOnlyList<MutationResult> results)
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Mutations of shipped sources
            Made by `./aa sim --mutation all`: each entry of `ServiceMutations.cs` and `EngineMutations.cs` changes one shipped file, the simulator is
            built with it, and seeds are explored from 1 on, at most 5,000, judged by the spec and, step by step, by the bridge's machines (`--steps`).
            Before that the sources as they are pass the same 5,000 seeds of each scenario. A test holds that each still fits its source and has a line here.


            """);
        text.Append(CultureInfo.InvariantCulture, $"{results.Count(r => r.Found)} of {results.Count} found; the median after {Median(results)} schedules.\n\n");
        text.Append("| mutation | what it does | file | found as | schedules | the command that shows it |\n|---|---|---|---|---|---|\n");
        foreach (var r in results)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {r.Mutation.Name} | {r.Mutation.What} | {r.Mutation.File} | {(r.Found ? $"{r.Word}: {Plain(r.Why)}" : r.Word == "Pass" ? "**not found**" : $"**not found**, {r.Word}: {Plain(r.Why)}")} | {(r.Found ? r.Schedules : (ulong)r.Played)} | {(r.Found ? $"`./aa sim {r.Mutation.Scenario} --seed {r.Seed} --steps --mutation {r.Mutation.Name}`" : "")} |\n");
        }

        File.WriteAllText(file, text.ToString());
    }

    /// <summary>The median of the schedules that it took; of those not found, more than were played.</summary>
    public static string Median(IReadOnlyList<MutationResult> results)
    {
        var sorted = results.Select(r => r.Schedules).Order().ToList();
        var middle = sorted[(sorted.Count - 1) / 2];
        return middle == ulong.MaxValue ? "more than were played" : middle.ToString(CultureInfo.InvariantCulture);
    }

    private static string Plain(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal);
        return line.Length <= 110 ? line : line[..107] + "…";
    }
}
