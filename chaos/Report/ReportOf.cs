using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;

namespace ActiveActive.Report;

/// <summary>Makes a report's data of a run's evidence. Like the verdict, it is made of the folder alone, at any time.</summary>
public static class ReportOf
{
    private const int MostJourneys = 20;
    private const int MostEventsOfJourney = 400;

    /// <summary>Reads and judges a run folder.</summary>
    /// <exception cref="NotARunFolderException">It is none.</exception>
    public static ReportData Folder(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var evidence = RunFolder.Read(full);
        return Of(Path.GetFileName(full), evidence, Judge.Run(evidence), HistoryFile(full));
    }

    /// <summary>The data of a run that has been read and judged.</summary>
    /// <param name="historyFile">Where the journeys of violated records are looked up; null for none.</param>
    public static ReportData Of(string id, Evidence evidence, Verdict verdict, string? historyFile)
    {
        var run = evidence.Run;
        var began = run?.StartedAt ?? evidence.History?.FirstOrDefault()?.At ?? default;
        var history = evidence.History ?? [];
        return new ReportData
        {
            Id = id,
            Verdict = verdict.Outcome.ToString(),
            Run = run,
            Replay = run is null ? null : run.Command ?? Scenarios.Replay.Command(AsFarAsKnown(run), run.Engine),
            Findings = verdict.Findings,
            MissingEvidence = verdict.MissingEvidence,
            Figures = verdict.Figures,
            Faults = ReportFaults.Of(history, began),
            Timeline = ReportTimelines.Of(evidence, began),
            Latencies = ReportLatencies.Of(history, began),
            Lags = ReportLags.Of(evidence, began),
            Journeys = historyFile is null ? [] : Journeys(verdict, historyFile),
        };
    }

    private static IReadOnlyList<ReportJourney> Journeys(Verdict verdict, string historyFile) =>
    [
        .. verdict.Violations.Select(v => v.Record).OfType<string>().Distinct().Take(MostJourneys)
            .Select(record => new ReportJourney(record, HistorySearch.OfRecord([historyFile], record, MostEventsOfJourney))),
    ];

    private static string? HistoryFile(string folder) => Path.Combine(folder, RunFolderLayout.History) is var file && File.Exists(file) ? file : null;

    // A folder of before the command was noted: of a storm it holds the plan and the seed, but not the options.
    private static RunRequest AsFarAsKnown(RunFacts run) => run.Scenario == new Storm().Name
        ? new RunRequest { Scenario = run.Scenario, Seed = run.Seed }
        : new RunRequest { Scenario = run.Scenario, Seed = run.Seed, Batches = run.Batches, BatchSize = run.BatchSize };
}
