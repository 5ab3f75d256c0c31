using System.Globalization;

namespace ActiveActive.Simulation.Mutations;

/// <summary>
/// `./aa sim … --mutation NAME`: the simulator once more, with one shipped source changed. Whatever else the command line says is played
/// by that one; `--mutation all` explores every mutation and writes the table that is committed.
/// </summary>
public static class MutationCommand
{
    private const int Usage = 2;
    private const int Broke = 1;
    private const long Most = 5000;

    /// <summary>Runs it; the exit code is the mutated simulator's, or for all of them 0 when each was found.</summary>
    public static int Run(string name, string[] arguments, TextWriter output, TextWriter error)
    {
        if (RootFolder() is not { } root)
        {
            error.WriteLine("error: the sources are not here; run './aa sim' in a clone of the project");
            return Usage;
        }

        using var workshop = Workshop.Open(root, error);
        if (name != "all")
        {
            using var changed = workshop.Change(ShippedMutations.All.Single(m => m.Name == name));
            string[] rest = [.. arguments.Where((a, i) => a != "--mutation" && !a.StartsWith("--mutation=", StringComparison.Ordinal) && (i == 0 || arguments[i - 1] != "--mutation"))];
            return workshop.Play(rest, output, error);
        }

        // What objects to the sources as they are would find every mutation, and none.
        foreach (var scenario in ShippedMutations.All.Select(m => m.Scenario).Distinct())
        {
            var (word, played, seed, why) = workshop.Explore(scenario, Most);
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unchanged, {scenario}: {word} in {played} schedules{(seed is null ? "" : $", at seed {seed}: {why}")}"));
            if (word != "Pass")
                return Broke;
        }

        var found = new List<MutationResult>();
        foreach (var mutation in ShippedMutations.All)
        {
            var result = Result(mutation);
            error.WriteLine(result.Line);
            found.Add(result);
        }

        MutationTable.Write(Path.Combine(root, "tests", "Simulation", "Mutations", "README.md"), found);
        var missed = found.Where(f => !f.Found).Select(f => f.Mutation.Name).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{found.Count - missed.Count} of {found.Count} mutations found, the median after {MutationTable.Median(found)} schedules{(missed.Count == 0 ? "" : $"; not found: {string.Join(", ", missed)}")}"));
        return missed.Count == 0 ? 0 : Broke;

        MutationResult Result(Mutation mutation)
        {
            try
            {
                using var changed = workshop.Change(mutation);
                var (word, played, seed, why) = workshop.Explore(mutation.Scenario, Most);
                return new MutationResult(mutation, word, played, seed, why);
            }
            catch (InvalidOperationException noBuild)
            {
                return new MutationResult(mutation, "NotBuilt", 0, null, noBuild.Message);
            }
        }
    }

    // Beside the program when it was built here; the entry script says it otherwise.
    private static string? RootFolder()
    {
        var folder = Environment.GetEnvironmentVariable("AA_ROOT") is { Length: > 0 } given ? given : AppContext.BaseDirectory;
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "tests", "Simulation", "Simulation.csproj")))
                return at.FullName;
        }

        return null;
    }
}
