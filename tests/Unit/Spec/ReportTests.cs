using System.Text.Json;
using System.Xml.Linq;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using ActiveActive.Spec.Reports;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

public sealed class ReportTests
{
    [Fact]
    public void The_verdict_as_json_keeps_its_names_and_their_order()
    {
        using var json = JsonDocument.Parse(VerdictJson.Write(Spoiled()));
        var root = json.RootElement;
        Assert.Equal(
            ["outcome", "exitCode", "scenario", "engine", "seed", "findings", "violations", "waiting", "missingEvidence", "figures"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Fail", root.GetProperty("outcome").GetString());
        Assert.Equal(1, root.GetProperty("exitCode").GetInt32());
        Assert.Equal(
            [
                "published", "acknowledged", "delivered", "lost", "duplicates", "replayed", "retried", "largestReplicationLagMs", "secondsToDrainAfterRecovery",
                "largestQueueDepth", "enteredBy", "faultsNoticed", "secondsToDetect",
            ],
            root.GetProperty("figures").EnumerateObject().Select(p => p.Name));
        var violation = root.GetProperty("violations")[0];
        Assert.Equal(["invariant", "record", "component", "what"], violation.EnumerateObject().Select(p => p.Name));
        Assert.Equal("rec-07", violation.GetProperty("record").GetString());
    }

    [Fact]
    public void The_same_evidence_gives_the_same_text_every_time()
    {
        Assert.Equal(VerdictJson.Write(HonestRun.Of(3).Judge()), VerdictJson.Write(HonestRun.Of(3).Judge()));
        Assert.NotEqual(VerdictJson.Write(HonestRun.Of(3).Judge()), VerdictJson.Write(HonestRun.Of(4).Judge()));
    }

    [Fact]
    public void JUnit_has_a_case_for_each_invariant_and_shows_what_is_not_held()
    {
        var run = HonestRun.Of();
        run.Queues![1] = run.Queues[1] with { Visible = 1, Messages = [new PeekedMessage("m", "a\u0002<&\ud83d\ude00", 5)] };
        run.History.Remove(run.Event("received", "r2/core"));
        var suite = XDocument.Parse(JUnitReport.Write(run.Judge())).Descendants("testsuite").Single();

        Assert.Equal(9, suite.Elements("testcase").Count());
        Assert.Equal("9", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Equal(suite.Descendants("error").Count(), int.Parse(suite.Attribute("errors")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEmpty(suite.Descendants("error"));
        var failed = suite.Elements("testcase").Single(c => c.Element("failure") is not null);
        Assert.Equal("6 drained", failed.Attribute("name")!.Value);
        Assert.Contains("r1/inbound-dlq", failed.Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_never_shows_green_for_a_run_that_is_inconclusive()
    {
        var run = HonestRun.Of();
        run.History.RemoveAll(e => e.Component == "dns-router");
        var verdict = run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.NotEmpty(XDocument.Parse(JUnitReport.Write(verdict)).Descendants("error"));
    }

    [Fact]
    public void The_text_names_invariants_violations_and_ends_with_the_verdict()
    {
        var text = VerdictText.Write(Spoiled());
        Assert.Contains("1 nothing lost", text, StringComparison.Ordinal);
        Assert.Contains("nothing lost: rec-07, record-destination:", text, StringComparison.Ordinal);
        Assert.Contains("lost 1,", text, StringComparison.Ordinal);
        Assert.EndsWith("\nFail\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_violations_are_counted_and_a_hundred_are_listed()
    {
        var run = HonestRun.Of(batchSize: 100);
        run.Deliveries!.Clear();
        var verdict = run.Judge();
        Assert.Equal(300, verdict.Findings[0].ViolationCount);
        Assert.Equal(300, verdict.Figures.Lost);
        Assert.Equal(FindingBuilder.MostListed, verdict.Findings[0].Violations.Count);
        Assert.Contains("and 290 more", VerdictText.Write(verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_files_of_the_verdict_are_written_into_the_folder()
    {
        using var folder = new TemporaryFolder();
        var writer = new RunFolderWriter(folder.FolderPath);
        writer.WriteVerdict(Spoiled());
        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("verdict.json")));
        Assert.Equal("Fail", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("testsuites", XDocument.Load(folder.File("verdict.xml")).Root!.Name.LocalName);
    }

    private static Verdict Spoiled()
    {
        var run = HonestRun.Of();
        run.Deliveries!.RemoveAll(d => d.Id == "rec-07");
        return run.Judge();
    }
}
