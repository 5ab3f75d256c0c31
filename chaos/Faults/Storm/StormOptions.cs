using System.Text.Json.Serialization;

namespace ActiveActive.Faults.Storm;

/// <summary>
/// How hard a storm blows: how long, how many records and faults, how long each fault holds, and what may fail. The names in the
/// messages are those of the command line.
/// </summary>
public sealed record StormOptions
{
    /// <summary>Longest storm.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The source is one process on a small machine; more than this is a measurement of it.</summary>
    public const double MostRecordsPerSecond = 1000;

    /// <summary>The lab changes one thing at a time, and a change takes up to seconds.</summary>
    public const double MostFaultsPerMinute = 60;

    /// <summary>A fault that holds shorter than this is over before it is seen.</summary>
    public static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(0.1);

    /// <summary>Pauses for breath come at most this often.</summary>
    public static readonly TimeSpan ShortestCalmEvery = TimeSpan.FromSeconds(1);

    /// <summary>From the first record to the last, and from the first fault to the last recovery.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Records published a second, whatever fails.</summary>
    public double RecordsPerSecond { get; init; } = 20;

    /// <summary>Faults a minute on the average; they come as a Poisson stream.</summary>
    public double FaultsPerMinute { get; init; } = 8;

    /// <summary>Shortest time that a fault holds.</summary>
    public TimeSpan MinHold { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest time that a fault holds.</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Most faults that hold at the same time.</summary>
    public int MostAtOnce { get; init; } = 4;

    /// <summary>The kinds of fault to draw from, as the command line writes them; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>What may fail: targets by name, regions, sorts of target, or a region's sort (see <see cref="StormTargets"/>); empty for all.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>True when a component may fail in both regions at once: then the system has to wait, and nothing may be lost.</summary>
    public bool BothRegions { get; init; }

    /// <summary>From the beginning of one pause for breath to the beginning of the next.</summary>
    public TimeSpan CalmEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a pause for breath is: nothing is meant to hold in it. Zero for none.</summary>
    public TimeSpan CalmFor { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Records in all, of a storm that is not stopped.</summary>
    [JsonIgnore]
    public long Records => (long)Math.Ceiling(Duration.TotalSeconds * RecordsPerSecond);

    /// <summary>Holds that a storm can be drawn from these options.</summary>
    /// <exception cref="UnusableFaultException">It cannot; the message names the option and its range.</exception>
    public void Validate(FaultScope scope)
    {
        Need(Duration > TimeSpan.Zero && Duration <= Longest, $"--duration {Seconds(Duration)} s: a storm lasts more than 0 s and at most a day");
        Need(RecordsPerSecond is > 0 and <= MostRecordsPerSecond, $"--rate {RecordsPerSecond:0.###}: give more than 0 and at most {MostRecordsPerSecond} records a second");
        Need(FaultsPerMinute is > 0 and <= MostFaultsPerMinute, $"--faults-per-minute {FaultsPerMinute:0.###}: give more than 0 and at most {MostFaultsPerMinute}");
        Need(MostAtOnce >= 1, $"--at-once {MostAtOnce}: a storm has at least 1 fault at a time");
        Need(
            MinHold >= ShortestHold && MinHold <= MaxHold,
            $"a fault that holds {Seconds(MinHold)} to {Seconds(MaxHold)} s is none; the shortest holds {Seconds(ShortestHold)} s");
        Need(
            CalmEvery >= ShortestCalmEvery,
            $"a calm every {Seconds(CalmEvery)} s leaves no time for a storm; give at least {Seconds(ShortestCalmEvery)} s");
        Need(CalmFor >= TimeSpan.Zero && CalmEvery >= CalmFor + MinHold, $"a calm of {Seconds(CalmFor)} s every {Seconds(CalmEvery)} s leaves no time for a fault");
        Need(Duration >= MinHold, $"--duration {Seconds(Duration)} s: the shortest fault holds {Seconds(MinHold)} s; give at least that");
        var targets = StormTargets.Of(Targets);
        var kinds = Kinds.Select(FaultKinds.Parse).ToList();
        Need(
            targets.Any(t => FittingKinds(t, kinds, scope).Count > 0),
            $"none of --kinds {string.Join(',', Kinds)} fits any of --targets {(Targets.Count == 0 ? "(all)" : string.Join(',', Targets))}{(scope.Why is { } why ? $"; left out of this lab are {why}" : "")}");
        // A kind that only this lab leaves out is passed over, as the plan says.
        foreach (var kind in kinds)
            Need(targets.Any(t => FittingKinds(t, [kind], FaultScope.Everything).Count > 0), $"--kinds {kind.Text()} fits none of --targets {(Targets.Count == 0 ? "(all)" : string.Join(',', Targets))}");
    }

    /// <summary>The kinds that a target can fail by in this storm.</summary>
    internal IReadOnlyList<FaultKind> KindsOf(Target target, FaultScope scope) => FittingKinds(target, [.. Kinds.Select(FaultKinds.Parse)], scope);

    private static List<FaultKind> FittingKinds(Target target, List<FaultKind> kinds, FaultScope scope) =>
        [.. scope.KindsOf(target).Where(k => kinds.Count == 0 || kinds.Contains(k))];

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###}");

    private static void Need(bool holds, FormattableString otherwise)
    {
        if (!holds)
            throw new UnusableFaultException(FormattableString.Invariant(otherwise));
    }
}
