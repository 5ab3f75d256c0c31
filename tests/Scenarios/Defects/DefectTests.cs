using ActiveActive.ScenarioTests.CommandLine;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.ScenarioTests.Defects;

/// <summary>
/// The spec against systems that are known to be wrong: each planted defect gets the right verdict, with the right invariant named,
/// and no invariant is named that has nothing to do with it. And the same lab without a defect passes.
/// </summary>
[Collection(AaCollection.Name)]
public sealed class DefectTests(DefectTests.Templates templates) : IClassFixture<DefectTests.Templates>
{
    private const ulong Seed = 20;
    private const int Records = 20;

    private static readonly FindingStatus[] Named = [FindingStatus.Violated, FindingStatus.Waiting];

    /// <summary>The names of all defects.</summary>
    public static TheoryData<string> Names() => [.. DefectCatalogue.All.Select(d => d.Name)];

    [Fact]
    public void Every_invariant_has_at_least_two_defects() =>
        Assert.All(Enumerable.Range(1, 9), number => Assert.True(DefectCatalogue.All.Count(d => d.Invariant == number) >= 2, $"invariant {number}"));

    [Fact]
    public void The_table_in_the_readme_is_the_catalogue()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ActiveActive.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("the tests run outside the repository");
        var table = File.ReadLines(Path.Combine(root, "tests", "Mutants", "README.md")).Where(l => l.StartsWith('|'));
        Assert.Equal([DefectCatalogue.Head, "|---|---|---|---|---|", .. DefectCatalogue.All.Select(d => d.Line)], table);
    }

    [Fact]
    public async Task Without_a_defect_the_lab_passes()
    {
        await using var lab = await DefectLab.StartAsync(null, templates.Folder, Cancel);
        var (verdict, text) = await RunAsync(lab, Plays.Deliver, TimeSpan.FromSeconds(60));
        Assert.True(verdict.Outcome == Outcome.Pass, Explain("Without_a_defect_the_lab_passes", "a lab without a defect does not pass", text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_defect_is_named_by_its_invariant(string name)
    {
        var defect = DefectCatalogue.All.Single(d => d.Name == name);
        await using var lab = await DefectLab.StartAsync(defect, templates.Folder, Cancel);
        var (verdict, text) = await RunAsync(lab, defect.Scenario(lab), defect.Deadline);

        string Because(string what) => Explain("A_defect_is_named_by_its_invariant", $"{name}: {what}", text);
        Assert.True(verdict.Outcome == defect.Outcome, Because($"{verdict.Outcome} instead of {defect.Outcome}"));
        var finding = verdict.Findings.Single(f => f.Number == defect.Invariant);
        Assert.True(Named.Contains(finding.Status), Because($"invariant {defect.Invariant} is {finding.Status}"));
        Assert.True(defect.Outcome != Outcome.Fail || finding.Status == FindingStatus.Violated, Because($"invariant {defect.Invariant} is not violated"));
        var told = finding.Violations.Select(v => $"{v.Record} {v.Component} {v.What}").Concat(finding.Waiting);
        Assert.True(told.Any(t => t.Contains(defect.Names, StringComparison.Ordinal)), Because($"nothing says '{defect.Names}'"));
        var others = verdict.Findings.Where(f => Named.Contains(f.Status)).Select(f => f.Number).Except([defect.Invariant, .. defect.Besides]);
        Assert.True(!others.Any(), Because($"invariant {string.Join(", ", others)} is named, too"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(Verdict Verdict, string Text)> RunAsync(DefectLab lab, DefectScenario scenario, TimeSpan deadline)
    {
        var request = new RunRequest { Seed = Seed, Batches = 1, BatchSize = Records, Report = lab.Runs, Deadline = deadline };
        var result = await new ScenarioRunner(lab.Lab, TimeProvider.System).RunAsync(scenario, request, new Progress<RunProgress>(), Cancel);
        return (Judge.Run(RunFolder.Read(result.RunFolder)), result.Text);
    }

    private static string Explain(string method, string what, string verdict) =>
        $"{what}\nseed {Seed}; again: artifacts/bin/ScenarioTests/release/ActiveActive.ScenarioTests -method \"*{method}*\"\n{verdict}";

    /// <summary>PostgreSQL's templates are made once for all labs of these tests.</summary>
    public sealed class Templates : IDisposable
    {
        private readonly DirectoryInfo _folder = DefectLab.Folder();

        /// <summary>Where they are.</summary>
        public string Folder => _folder.FullName;

        /// <inheritdoc/>
        public void Dispose() => _folder.Delete(recursive: true);
    }
}
