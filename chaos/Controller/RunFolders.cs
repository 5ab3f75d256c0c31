using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;

namespace ActiveActive.Controller;

/// <summary>The runs that left a folder, as far as run.json and verdict.json tell; the evidence itself is read only of the one that is asked for.</summary>
public static partial class RunFolders
{
    private const string TimeFormat = "yyyyMMdd-HHmmss";

    /// <summary>The newest runs in a folder, newest first; none where there is no such folder.</summary>
    public static IReadOnlyList<RunSummary> List(string folder, int limit) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder)
            .Where(IsRun)
            .OrderByDescending(BeganAt)
            .ThenByDescending(path => path, StringComparer.Ordinal)
            .Take(limit)
            .Select(Summary)];

    /// <summary>The folder of a run in <paramref name="folder"/>, or null; a name and no path, so nothing outside is reached.</summary>
    public static string? Find(string folder, string id) =>
        RunName().IsMatch(id) && Path.Combine(folder, id) is var path && Directory.Exists(path) && IsRun(path) ? path : null;

    /// <summary>A run in one line.</summary>
    public static RunSummary Summary(string path)
    {
        var run = Read<RunFacts>(Path.Combine(path, RunFolderLayout.Run));
        var verdict = Read<JsonElement?>(Path.Combine(path, RunFolderLayout.Verdict));
        var outcome = verdict is { ValueKind: JsonValueKind.Object } v && v.TryGetProperty("outcome", out var word) ? word.GetString() : null;
        return new RunSummary
        {
            Id = Path.GetFileName(path),
            State = outcome is null ? RunState.Unfinished : run?.AbortedAt is null ? RunState.Ended : RunState.Aborted,
            Scenario = run?.Scenario,
            Engine = run?.Engine,
            Seed = run?.Seed,
            Verdict = outcome,
            StartedAt = run?.StartedAt ?? BeganAt(path),
            Seconds = run?.Seconds,
            Folder = Path.GetFullPath(path),
        };
    }

    /// <summary>All of a run, judged again from its evidence.</summary>
    public static RunReport Report(string path)
    {
        var evidence = RunFolder.Read(path);
        var result = evidence.Run is { } run ? RunResults.Of(run, evidence, Judge.Run(evidence), Path.GetFullPath(path)) : null;
        var summary = Summary(path);
        return new RunReport(summary) { Result = summary.State is RunState.Ended or RunState.Aborted ? result : null };
    }

    private static bool IsRun(string path) =>
        File.Exists(Path.Combine(path, RunFolderLayout.Run)) || File.Exists(Path.Combine(path, RunFolderLayout.Records));

    private static DateTimeOffset BeganAt(string path) =>
        Moment().Match(Path.GetFileName(path)) is { Success: true } moment
        && DateTimeOffset.TryParseExact(moment.Value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var began)
            ? began
            : new DateTimeOffset(Directory.GetLastWriteTimeUtc(path), TimeSpan.Zero);

    /// <summary>A file that is not there or cannot be read tells nothing, and the line says so with what it leaves empty.</summary>
    private static T? Read<T>(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<T>(stream, LabJson.Options);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return default;
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,99}\z")]
    private static partial Regex RunName();

    [GeneratedRegex(@"\d{8}-\d{6}")]
    private static partial Regex Moment();
}
