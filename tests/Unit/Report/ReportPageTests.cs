using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveActive.Contracts.History;
using ActiveActive.Report;
using ActiveActive.Spec;
using ActiveActive.UnitTests.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Report;

/// <summary>A run's report: what it tells, and that nothing in it can become more than text.</summary>
public sealed partial class ReportPageTests
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task A_report_is_made_of_the_folder_alone_and_tells_the_verdict_with_its_evidence()
    {
        using var folder = new Spec.TemporaryFolder();
        var writer = await HonestRun.Of().WriteAsync(folder);
        var path = ReportPage.WriteTo(writer.FolderPath);
        Assert.Equal(Path.Combine(writer.FolderPath, "report.html"), path);
        var data = DataOf(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal("Pass", data.GetProperty("verdict").GetString());
        Assert.Equal(9, data.GetProperty("findings").GetArrayLength());
        Assert.All(data.GetProperty("findings").EnumerateArray(), f => Assert.Equal("Held", f.GetProperty("status").GetString()));
        Assert.StartsWith("./aa run ", data.GetProperty("replay").GetString(), StringComparison.Ordinal);
        Assert.Equal(["inbound", "preprocess", "core", "postprocess", "outbound", "end to end"], data.GetProperty("latencies").EnumerateArray().Select(l => l.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_violated_records_whole_journey_is_in_it()
    {
        using var folder = new Spec.TemporaryFolder();
        var run = HonestRun.Of();
        run.Deliveries!.RemoveAll(d => d.Id == "rec-07");
        var data = ReportOf.Folder((await run.WriteAsync(folder)).FolderPath);
        Assert.Equal("Fail", data.Verdict);
        var journey = Assert.Single(data.Journeys);
        Assert.Equal("rec-07", journey.Record);
        Assert.Contains(journey.Events, e => e.Event == HistoryEvents.Acknowledged);
        Assert.Equal(run.History.Count(e => e.Record == "rec-07"), journey.Events.Count);
    }

    [Fact]
    public void Text_that_would_end_the_data_stays_text()
    {
        var honest = HonestRun.Of().Judge();
        var data = Data(honest) with { Id = Hostile, MissingEvidence = [Hostile], Replay = Hostile };
        var html = ReportPage.Html(data);
        Assert.DoesNotContain(Hostile, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html.Replace(ScriptOf(html), "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "</script>"));
        Assert.Equal(Hostile, DataOf(html).GetProperty("id").GetString());
    }

    [Fact]
    public void Only_the_reports_own_script_and_style_may_run_and_nothing_is_asked_of_anybody()
    {
        var html = ReportPage.Html(Data(HonestRun.Of().Judge()));
        var policy = Policy().Match(html).Groups["policy"].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{Hash(ScriptOf(html))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{Hash(Style().Match(html).Groups["style"].Value)}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(src|href)=""(?!data:)", html.Replace(ScriptOf(html), "", StringComparison.Ordinal));
    }

    [Fact]
    public void Latencies_are_classed_and_their_quantiles_are_times_that_were_measured()
    {
        var began = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var history = Enumerable.Range(1, 100).SelectMany(i => new[]
        {
            new HistoryEvent(HistoryEvents.Received) { Component = "r1/core", Record = $"r{i}", At = began },
            new HistoryEvent(HistoryEvents.Removed) { Component = "r1/core", Record = $"r{i}", At = began.AddMilliseconds(i) },
            new HistoryEvent(HistoryEvents.Removed) { Component = "r1/core", Record = $"r{i}", At = began.AddSeconds(9) },
        }).ToList();
        var core = Assert.Single(ReportLatencies.Of(history, began));
        Assert.Equal(("core", 100, 50d, 95d, 99d, 100d), (core.Name, core.Count, core.P50Ms, core.P95Ms, core.P99Ms, core.MaxMs));
        Assert.Equal([5, 5, 10, 30, 50], core.Counts.Take(5));
        Assert.Equal(100, core.Counts.Sum());
    }

    [Fact]
    public void A_fault_that_a_hand_undid_ends_when_it_was_seen_undone()
    {
        var began = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        HistoryEvent Told(string word, int second) => new(word) { Component = "lab", Fault = "hand-1", Target = "r1/core", Kind = "pause", By = "docker", At = began.AddSeconds(second) };
        var fault = Assert.Single(ReportFaults.Of([Told(HistoryEvents.FaultEffective, 2), Told(HistoryEvents.FaultRecovered, 9)], began));
        Assert.Equal((2d, 9d, null), (fault.From, fault.Until, fault.RecoveredAfter));
    }

    private static ReportData Data(Verdict verdict) => new()
    {
        Id = "f5-1", Verdict = verdict.Outcome.ToString(), Findings = verdict.Findings, MissingEvidence = [], Figures = verdict.Figures,
        Timeline = new ReportTimeline([], [], [], [], new Dictionary<string, IReadOnlyList<long?>>()),
    };

    private static JsonElement DataOf(string html) => JsonDocument.Parse(Block().Match(html).Groups["data"].Value).RootElement;

    private static string ScriptOf(string html) => html[(html.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..html.LastIndexOf("</script>", StringComparison.Ordinal)];

    private static string Hash(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(?<data>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(?<style>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
