using System.CommandLine;
using System.Globalization;
using ActiveActive.Faults;
using ActiveActive.Faults.Storm;

namespace ActiveActive.Cli.Commands;

/// <summary>The options of 'aa run' that only a storm takes, and how they are written again.</summary>
internal sealed class StormChoices
{
    private static readonly StormOptions Defaults = new();

    private readonly Option<string?> _duration = new("--duration") { Description = Text($"storm: how long, 30s, 10m, 1h; {Seconds(Defaults.Duration)}s when left out") };
    private readonly Option<string?> _rate = new("--rate") { Description = Text($"storm: records a second; {Defaults.RecordsPerSecond:0.###} when left out") };
    private readonly Option<string?> _faults = new("--faults-per-minute") { Description = Text($"storm: faults a minute on the average; {Defaults.FaultsPerMinute:0.###} when left out") };
    private readonly Option<int?> _atOnce = new("--at-once") { Description = Text($"storm: most faults at the same time; {Defaults.MostAtOnce} when left out") };
    private readonly Option<string?> _kinds = new("--kinds") { Description = "storm: kinds of fault, a,b; all when left out" };
    private readonly Option<string?> _targets = new("--targets") { Description = "storm: what may fail, a,b: names as './aa status' has them, r1, queues, r1/queues; all when left out" };
    private readonly Option<bool> _both = new("--both-regions") { Description = "storm: a component may fail in both regions at once" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_duration, _rate, _faults, _atOnce, _kinds, _targets, _both];

    /// <summary>What was chosen, checked against the whole catalogue; null for another scenario.</summary>
    /// <exception cref="UsageException">An option of the storm was given to another scenario, or cannot be read.</exception>
    /// <exception cref="UnusableFaultException">No storm can be drawn from them.</exception>
    public StormOptions? Read(ParseResult parsed, string scenario)
    {
        if (scenario != "storm")
        {
            return All.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } strange
                ? throw new UsageException($"{strange.Name} is an option of the storm; run storm, or leave it out")
                : null;
        }

        var options = Defaults with
        {
            Duration = parsed.GetValue(_duration) is { } duration ? Duration(duration) : Defaults.Duration,
            RecordsPerSecond = parsed.GetValue(_rate) is { } rate ? Number(_rate.Name, rate) : Defaults.RecordsPerSecond,
            FaultsPerMinute = parsed.GetValue(_faults) is { } faults ? Number(_faults.Name, faults) : Defaults.FaultsPerMinute,
            MostAtOnce = parsed.GetValue(_atOnce) ?? Defaults.MostAtOnce,
            Kinds = Words(parsed.GetValue(_kinds)),
            Targets = Words(parsed.GetValue(_targets)),
            BothRegions = parsed.GetValue(_both),
        };
        options.Validate(FaultScope.Everything);
        return options;
    }

    private static TimeSpan Duration(string text)
    {
        try
        {
            // Beyond what a storm may last any number will do, and not every one is a TimeSpan.
            return TimeSpan.FromSeconds(Math.Min(Durations.Seconds(text), 2 * StormOptions.Longest.TotalSeconds));
        }
        catch (UsageException wrong)
        {
            throw new UsageException($"--duration: {wrong.Message}; a storm lasts more than 0 s and at most a day");
        }
    }

    private static double Number(string option, string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"{option} is '{text}'; it takes a number, 20 or 0.5");

    private static string[] Words(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Seconds(TimeSpan time) => Text($"{time.TotalSeconds:0.###}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
