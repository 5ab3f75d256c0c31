using System.Globalization;

namespace ActiveActive.Simulation.Mutations;

/// <summary>
/// `./aa sim … --mutation NAME`: the simulator once more, with one shipped source changed. Whatever else the command line says is played
/// by that one; `--mutation all` explores every mutation and writes the table that is committed.
/// </summary>
public static class MutationCommand
{
    private const int Usage = 2;
    private const long Most = 1000;

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
            string[] rest = [.. arguments.Where((a, i) => a != "--mutation" && (i == 0 || arguments[i - 1] != "--mutation"))];
            return workshop.Play(rest, output, error);
        }

        var found = new List<MutationResult>();
        foreach (var mutation in ShippedMutations.All)
        {
            using var changed = workshop.Change(mutation);
            var result = workshop.Explore(mutation, Most);
            error.WriteLine(result.Line);
            found.Add(result);
            MutationTable.Write(Path.Combine(root, "tests", "Simulation", "Mutations", "README.md"), found);
        }

        var missed = found.Where(f => !f.Found).Select(f => f.Mutation.Name).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{found.Count - missed.Count} of {found.Count} mutations found, the median after {MutationTable.Median(found)} schedules{(missed.Count == 0 ? "" : $"; not found: {string.Join(", ", missed)}")}"));
        return missed.Count == 0 ? 0 : 1;
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
