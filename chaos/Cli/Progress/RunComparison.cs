using System.Globalization;
using ActiveActive.Report;

namespace ActiveActive.Cli.Progress;

/// <summary>One run among those that are compared. What its evidence does not tell is null.</summary>
/// <param name="LongestRecoverySeconds">Of all its faults: from the beginning of the recovery until the target worked again.</param>
/// <param name="Latencies">By stage, then end to end.</param>
internal sealed record ComparedRun(
    string Id, string Verdict, string? Scenario, string? Engine, ulong? Seed, double? Seconds, int? Acknowledged, int? Delivered, int Lost, int Replayed,
    int? Duplicates, int? Retried, int Faults, double? LongestRecoverySeconds, double? SecondsToDetect, double? SecondsToDrainAfterRecovery,
    double? LargestReplicationLagMs, IReadOnlyList<ReportLatency> Latencies);

/// <summary>Runs side by side, by what their folders tell.</summary>
/// <param name="Runs">In the order in which they were named.</param>
internal sealed record RunComparison(IReadOnlyList<ComparedRun> Runs)
{
    private const string Unknown = "not known";

    /// <summary>Compares reports.</summary>
    public static RunComparison Of(IReadOnlyList<ReportData> reports) => new([.. reports.Select(r => new ComparedRun(
        r.Id, r.Verdict, r.Run?.Scenario, r.Run?.Engine, r.Run?.Seed, r.Run?.Seconds, r.Figures.Acknowledged, r.Figures.Delivered, r.Figures.Lost, r.Figures.Replayed,
        r.Figures.Duplicates, r.Figures.Retried, r.Faults.Count, r.Faults.Max(f => f.RecoveredAfter), r.Figures.SecondsToDetect, r.Figures.SecondsToDrainAfterRecovery,
        r.Figures.LargestReplicationLagMs.Count > 0 ? r.Figures.LargestReplicationLagMs.Values.Max() : null, r.Latencies))]);

    /// <summary>The rows: what is compared, each run's value, and whether they differ.</summary>
    public IEnumerable<(string What, IReadOnlyList<string> Values, bool Differ)> Rows()
    {
        var stages = Runs.SelectMany(r => r.Latencies).Select(l => l.Name).Distinct();
        (string, Func<ComparedRun, string>)[] rows =
        [
            ("verdict", r => r.Verdict),
            ("scenario", r => r.Scenario ?? Unknown),
            ("engine", r => r.Engine ?? Unknown),
            ("seed", r => Number(r.Seed)),
            ("took, s", r => Number(r.Seconds)),
            ("records acknowledged", r => Number(r.Acknowledged)),
            ("records delivered", r => Number(r.Delivered)),
            ("lost", r => Number<int>(r.Lost)),
            ("sent again after acknowledgement", r => Number<int>(r.Replayed)),
            ("duplicates absorbed", r => Number(r.Duplicates)),
            ("sends repeated by the source", r => Number(r.Retried)),
            ("faults", r => Number<int>(r.Faults)),
            ("longest recovery of a fault, s", r => r.Faults == 0 ? "none" : Number(r.LongestRecoverySeconds)),
            ("a failure was noticed within, s", r => Number(r.SecondsToDetect)),
            ("drained after the last recovery, s", r => Number(r.SecondsToDrainAfterRecovery)),
            ("largest replication lag, ms", r => Number(r.LargestReplicationLagMs)),
            .. stages.Select(name => ((string, Func<ComparedRun, string>))($"{name}: half, 95 %, 99 % within, ms", r => Latency(r, name))),
        ];
        foreach (var (what, of) in rows)
        {
            IReadOnlyList<string> values = [.. Runs.Select(of)];
            yield return (what, values, values.Distinct().Count() > 1);
        }
    }

    private static string Latency(ComparedRun run, string name) => run.Latencies.FirstOrDefault(l => l.Name == name) is { } l
        ? string.Create(CultureInfo.InvariantCulture, $"{l.P50Ms:0}, {l.P95Ms:0}, {l.P99Ms:0}")
        : "not measured";

    private static string Number<T>(T? value)
        where T : struct, IFormattable => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? Unknown;
}
