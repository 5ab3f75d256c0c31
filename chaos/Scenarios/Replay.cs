using ActiveActive.Faults.Storm;

namespace ActiveActive.Scenarios;

/// <summary>The command line that does a run again: what differs from the defaults is said, and nothing else.</summary>
public static class Replay
{
    private const string UnlessToldOtherwise = "processes";

    /// <summary>The command for a request, as a shell takes it.</summary>
    public static string Command(RunRequest request, string engine)
    {
        var defaults = new RunRequest();
        var line = Text($"./aa run {request.Scenario} --seed {request.Seed}");
        if (request.Batches != defaults.Batches)
            line += Text($" --batches {request.Batches}");
        if (request.BatchSize != defaults.BatchSize)
            line += Text($" --batch-size {request.BatchSize}");
        if (engine != UnlessToldOtherwise)
            line += " --engine " + engine;
        line += OfStorm(request.Storm);
        return request.Records is { } file ? $"{line} --records {Quoted(file)}" : line;
    }

    private static string OfStorm(StormOptions? options)
    {
        if (options is null)
            return "";
        var defaults = new StormOptions();
        var line = "";
        Add(options.Duration != defaults.Duration, $" --duration {options.Duration.TotalSeconds:0.###}s");
        Add(!options.RecordsPerSecond.Equals(defaults.RecordsPerSecond), $" --rate {options.RecordsPerSecond}");
        Add(!options.FaultsPerMinute.Equals(defaults.FaultsPerMinute), $" --faults-per-minute {options.FaultsPerMinute}");
        Add(options.MostAtOnce != defaults.MostAtOnce, $" --at-once {options.MostAtOnce}");
        Add(options.Kinds.Count > 0, $" --kinds {string.Join(',', options.Kinds)}");
        Add(options.Targets.Count > 0, $" --targets {string.Join(',', options.Targets)}");
        Add(options.BothRegions, $" --both-regions");
        return line;

        void Add(bool differs, FormattableString text)
        {
            if (differs)
                line += Text(text);
        }
    }

    private static string Quoted(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:@%".Contains(c, StringComparison.Ordinal))
        ? path
        : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
