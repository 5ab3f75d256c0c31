using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Faults.F5;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using ActiveActive.Spec;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Scenarios;

public sealed class ScenarioRunnerTests : IDisposable
{
    private readonly TemporaryFolder _reports = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly List<RunProgress> _progress = [];
    private readonly FakeLab _lab;
    private Action<RunProgress> _said = _ => { };

    public ScenarioRunnerTests() => _lab = new FakeLab(_time);

    public void Dispose() => _reports.Dispose();

    [Fact]
    public void A_baseline_in_which_all_arrives_passes_and_leaves_its_evidence()
    {
        var result = Run(new RunRequest { Scenario = "baseline", Seed = 7 });
        Assert.True(result.Verdict == "Pass", result.Text);
        Assert.Equal((30, 30, 0, 0, 0), (result.Published, result.Delivered, result.Lost, result.Replayed, result.ExitCode));
        Assert.Empty(result.Faults);
        Assert.Equal(_reports.File("baseline-20260105-120000-7"), result.RunFolder);
        foreach (var file in new[] { "plan.json", "run.json", "records.jsonl", "history.jsonl", "verdict.json", "verdict.xml" })
            Assert.True(File.Exists(Path.Combine(result.RunFolder, file)), file);
        Assert.Equal(30, File.ReadLines(Path.Combine(result.RunFolder, "records.jsonl")).Count());
        Assert.Equal(["publish 1", "publish 2", "publish 3", "collect"], _lab.Calls);
        Assert.Same(result, _progress[^1].Result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(42)]
    public void F5_fails_the_whole_plan_before_batch_2_and_recovers_before_batch_3(ulong seed)
    {
        var result = Run(new RunRequest { Seed = seed, Batches = 4 });
        Assert.True(result.Verdict == "Pass", result.Text);
        var plan = F5Draw.Draw(seed).Faults;
        Assert.Equal(
            ["publish 1", .. plan.Select(f => $"fail {f.Fault.Target}"), "publish 2", "recover", "publish 3", "publish 4", "collect"],
            _lab.Calls);
        Assert.Equal(plan.Select(f => (f.Fault.Target.Name, f.Fault.Kind.Text())), result.Faults.Select(f => (f.Target, f.Kind)));
        Assert.All(result.Faults, f => Assert.True(f.From < f.Until));
        Assert.Equal(F5Draw.Draw(seed).ToJson(), FaultPlanJson.Parse(File.ReadAllText(Path.Combine(result.RunFolder, "plan.json"))).ToJson());
        Assert.Contains(_lab.Steps, s => s.StartsWith("nothing moved for a second: messages: r2/inbound 10;", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_f5_on_a_kept_lab_is_judged_by_its_own_faults()
    {
        Run(new RunRequest { Seed = 1 });
        var result = Run(new RunRequest { Seed = 2 });
        Assert.True(result.Verdict == "Pass", result.Text);
        Assert.Equal(60, result.Delivered);
        Assert.Equal(F5Draw.Draw(2).Faults.Count, result.Faults.Count);
        Assert.All(result.Faults, f => Assert.NotNull(f.Until));
    }

    [Fact]
    public void A_record_that_vanishes_misses_the_deadline_and_the_run_does_not_pass()
    {
        _lab.LosesOne = true;
        var result = Run(new RunRequest { Scenario = "baseline", Deadline = TimeSpan.FromSeconds(20) });
        Assert.Contains(result.Verdict, new[] { "Stuck", "Fail" });
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(["publish 1", "collect"], _lab.Calls);
        var waited = _progress.SkipWhile(p => p.Step is null || !p.Step.StartsWith("batch 1 was acknowledged", StringComparison.Ordinal))
            .Where(p => p.Status is not null).Select(p => p.Status!.At).ToList();
        Assert.InRange((waited[^1] - waited[0]).TotalSeconds, 19, 20);
        Assert.Contains(_progress, p => p.Step?.StartsWith("delivering batch 1 was not done within 20 s: no messages in any queue; rows: r1/inbound 9,", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_batch_that_is_not_acknowledged_in_time_is_stuck_and_the_lab_is_recovered()
    {
        _lab.BeforePublishing = (batch, token) => batch == 2 ? Task.Delay(Timeout.InfiniteTimeSpan, _time, token) : Task.CompletedTask;
        var result = Run(new RunRequest { Seed = 3 });
        Assert.Equal(("Stuck", 4), (result.Verdict, result.ExitCode));
        Assert.Empty(_lab.Faults);
        Assert.Equal(["publish 2", "recover", "collect"], _lab.Calls.TakeLast(3));
    }

    [Fact]
    public void A_component_that_does_not_work_again_makes_a_run_stuck_that_delivered_all()
    {
        AtRest(() => _lab.Ill = "r2/core");
        var result = Run(new RunRequest { Scenario = "baseline" });
        Assert.True(result.Verdict == "Stuck", result.Text);
        Assert.Equal(30, result.Delivered);
        Assert.Contains("everything was at rest, and 60 s later the lab was not in its steady state: r2/core is in FailedProcessing", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lab_that_is_held_in_a_fault_when_all_is_delivered_leaves_the_run_inconclusive()
    {
        AtRest(() => _lab.FailAsync(new PlannedFault("F9", new Fault(Target.Parse("r2/core"), FaultKind.Pause)), "hand", default));
        var result = Run(new RunRequest { Scenario = "baseline" });
        Assert.True(result.Verdict == "Inconclusive", result.Text);
        Assert.Contains("not confirmed: waiting until the lab was in its steady state again", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overwritten_item_that_the_other_region_hears_of_a_moment_later_is_waited_for()
    {
        StoredRow? overwritten = null;
        ITimer? heard = null;
        AtRest(() =>
        {
            _lab.ChangeItem(Region.One, item => (overwritten = item) with { StoredBy = "r2/core", WrittenIn = "r2" });
            heard = _time.CreateTimer(_ => _lab.ChangeItem(Region.One, _ => overwritten!), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        });
        var result = Run(new RunRequest { Scenario = "baseline" });
        Assert.NotNull(heard);
        Assert.True(result.Verdict == "Pass", result.Text);
        var steady = _progress.Single(p => p.Step?.StartsWith("the lab was in its steady state again: ", StringComparison.Ordinal) == true);
        Assert.EndsWith("; the table's items are the same in both regions", steady.Step, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_that_stay_different_fail_the_run()
    {
        AtRest(() => _lab.ChangeItem(Region.One, item => item with { StoredAt = item.StoredAt.AddMilliseconds(-1) }));
        var result = Run(new RunRequest { Scenario = "baseline" });
        Assert.True(result.Verdict == "Fail", result.Text);
        Assert.Contains("not in its steady state: the regions have different items in the table", result.Text, StringComparison.Ordinal);
        Assert.Contains("differs: r1 has what", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_that_stay_different_while_a_fault_holds_leave_the_run_inconclusive()
    {
        AtRest(() =>
        {
            _lab.ChangeItem(Region.One, item => item with { StoredAt = item.StoredAt.AddMilliseconds(-1) });
            _lab.FailAsync(new PlannedFault("F9", new Fault(Target.Parse("core-replication"), FaultKind.Pause)), "hand", default);
        });
        var result = Run(new RunRequest { Scenario = "baseline" });
        Assert.True(result.Verdict == "Inconclusive", result.Text);
    }

    [Fact]
    public void Items_that_cannot_be_read_once_are_read_again_and_for_ever_leave_the_run_inconclusive()
    {
        AtRest(() => _lab.CannotRead = 3);
        Assert.Equal("Pass", Run(new RunRequest { Scenario = "baseline" }).Verdict);
        AtRest(() => _lab.CannotRead = int.MaxValue);
        var result = Run(new RunRequest { Scenario = "baseline", Seed = 2 });
        Assert.True(result.Verdict == "Inconclusive", result.Text);
        Assert.Contains("steady state again was not done within 60 s: no answer", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_faults_did_nothing_fails()
    {
        _lab.PretendsFaults = true;
        var result = Run(new RunRequest { Seed = 5 });
        Assert.Equal(("Fail", 1), (result.Verdict, result.ExitCode));
        Assert.All(result.Faults, f => Assert.Null(f.From));
    }

    [Fact]
    public void Evidence_that_could_not_be_collected_leaves_a_good_run_inconclusive()
    {
        _lab.NotCollected.Add("the rows of r1/core-database: no answer");
        var result = Run(new RunRequest { Scenario = "baseline" });
        Assert.Equal(("Inconclusive", 3), (result.Verdict, result.ExitCode));
    }

    [Fact]
    public void A_cancelled_run_recovers_what_it_failed_and_says_so()
    {
        using var cancel = new CancellationTokenSource();
        _lab.BeforePublishing = async (batch, token) =>
        {
            if (batch == 2)
                await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        var aborted = Assert.Throws<RunAbortedException>(() => Run(new RunRequest { Seed = 4 }, cancel.Token));
        Assert.Empty(_lab.Faults);
        Assert.Equal(["recover", "collect"], _lab.Calls.TakeLast(2));
        Assert.Contains(_progress, p => p.Step?.StartsWith("the run was cancelled; recovered r1/", StringComparison.Ordinal) == true);
        // What it left is judged, and judged again the same.
        Assert.NotNull(aborted.Left);
        Assert.True(aborted.Left.Verdict == "Inconclusive", aborted.Left.Text);
        Assert.All(new[] { "plan.json", "run.json", "records.jsonl", "history.jsonl", "verdict.json" }, file => Assert.True(File.Exists(Path.Combine(aborted.Left.RunFolder, file)), file));
        var again = ActiveActive.Scenarios.RunFolders.RunFolder.Read(aborted.Left.RunFolder);
        Assert.NotNull(again.Run!.AbortedAt);
        Assert.Equal(ActiveActive.Spec.Outcome.Inconclusive, ActiveActive.Spec.Judge.Run(again).Outcome);
    }

    [Fact]
    public void A_run_that_is_cancelled_while_it_collects_is_collected_once_more()
    {
        using var cancel = new CancellationTokenSource();
        _lab.BeforeCollecting = token =>
        {
            if (!cancel.IsCancellationRequested)
                cancel.Cancel();
            token.ThrowIfCancellationRequested();
        };
        var aborted = Assert.Throws<RunAbortedException>(() => Run(new RunRequest { Scenario = "baseline" }, cancel.Token));
        Assert.Equal("Inconclusive", aborted.Left!.Verdict);
        Assert.Equal(["collect", "collect"], _lab.Calls.TakeLast(2));
    }

    [Fact]
    public void A_lab_that_is_not_well_is_not_run_on()
    {
        _lab.Ill = "r2/core";
        var refused = Assert.Throws<LabEnvironmentException>(() => Run(new RunRequest()));
        Assert.Contains("r2/core is in FailedProcessing", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_lab.Calls);
        Assert.Empty(Directory.GetDirectories(_reports.File("")));
    }

    [Fact]
    public void A_record_that_the_lab_was_given_before_is_refused_before_anything_is_published()
    {
        var file = _reports.File("records.jsonl");
        File.WriteAllLines(file, Enumerable.Range(1, 30).Select(n => $"{{\"id\":\"mine-{n}\",\"amount\":{n}}}"));
        Assert.True(_lab.PublishAsync(1, new[] { new ActiveActive.Contracts.Record("mine-7", 1, "{}") }.ToAsyncEnumerable(), default).IsCompletedSuccessfully);
        _lab.Timed.Clear();

        var refused = Assert.Throws<UnusableInputException>(() => Run(new RunRequest { Scenario = "baseline", Records = file }));
        Assert.Contains("'mine-7' was given to this lab before", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_lab.Calls);
    }

    [Fact]
    public void An_unknown_scenario_is_answered_with_those_that_there_are()
    {
        var wrong = Assert.Throws<UnusableInputException>(() => Run(new RunRequest { Scenario = "f9" }));
        Assert.Equal($"'f9' is not a scenario; there are {string.Join(", ", Scenario.All)}", wrong.Message);
        Assert.Equal("f5", Scenario.Parse(" F5 ").Name);
        Assert.Equal(Scenario.All.Count, Scenario.All.Select(s => s.Name).Distinct().Count());
    }

    [Fact]
    public void Too_few_batches_for_a_scenario_are_a_usage_error() =>
        Assert.Contains("f5 needs at least 2", Assert.Throws<UnusableInputException>(() => Run(new RunRequest { Batches = 1 })).Message, StringComparison.Ordinal);

    private RunResult Run(RunRequest request, CancellationToken cancellation = default) => VirtualRun.Of(
        _time,
        // The clock does not wait for the disk.
        () => new ScenarioRunner(_lab, _time) { CollectAbortedWithin = Timeout.InfiniteTimeSpan }.RunAsync(request with { Report = _reports.File("") }, new Said(_progress, _said), cancellation));

    private void AtRest(Action what) => _said = progress =>
    {
        if (progress.Step?.StartsWith("everything came to rest", StringComparison.Ordinal) == true)
            what();
    };

    private sealed class Said(List<RunProgress> all, Action<RunProgress> also) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            all.Add(value);
            also(value);
        }
    }
}
