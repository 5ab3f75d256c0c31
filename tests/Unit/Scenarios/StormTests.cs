using ActiveActive.Faults;
using ActiveActive.Faults.Storm;
using ActiveActive.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Scenarios;

/// <summary>The storm on a lab in memory and with virtual time. A failed test names its seed; './aa run storm --seed N --duration 65s' is the same storm on a real lab.</summary>
public sealed class StormTests : IDisposable
{
    // The lab in memory does all its work in region 2 while anything is failed.
    private static readonly StormOptions Short = new() { Duration = TimeSpan.FromSeconds(65), RecordsPerSecond = 4, FaultsPerMinute = 12, Targets = ["r1"] };

    private readonly TemporaryFolder _reports = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly List<RunProgress> _progress = [];
    private readonly FakeLab _lab;

    public StormTests() => _lab = new FakeLab(_time);

    private IEnumerable<string> Said => _progress.Where(p => p.Step is not null).Select(p => p.Step!);

    // Before it files are written, and their time is not the clock's.
    private DateTimeOffset Began => _lab.Timed.First(t => t.Call == "publish 1").At;

    public void Dispose() => _reports.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public void Faults_begin_and_end_at_their_times_and_batches_are_published_at_theirs(ulong seed)
    {
        var result = Run(new RunRequest { Scenario = "storm", Seed = seed, Storm = Short });
        Assert.True(result.Verdict == "Pass", result.Text);
        Assert.Equal((260, 260, 0), (result.Published, result.Delivered, result.Lost));

        var plan = StormDraw.Draw(seed, Short, FaultScope.Everything).Faults;
        Assert.Equal(plan.Select(f => f.Fault.Target.Name), result.Faults.Select(f => f.Target));
        foreach (var fault in plan)
        {
            Happened($"fail {fault.Fault.Target}", fault.At!.Value);
            Happened($"recover {fault.Fault.Target}", fault.Until!.Value);
        }

        for (var batch = 1; batch <= 26; batch++)
            Happened($"publish {batch}", TimeSpan.FromSeconds((batch - 1) * 10 / 4.0));
        Assert.Equal(["recover", "collect"], _lab.Calls.TakeLast(2));
        Happened("recover", Short.Duration);
        Assert.Contains(Said, s => s.StartsWith($"the storm was over: {plan.Count} faults planned in 65 s, {plan.Count} injected, 0 passed over, ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_batch_that_is_late_does_not_put_off_those_after_it()
    {
        _lab.BeforePublishing = (batch, token) => batch == 3 ? Task.Delay(TimeSpan.FromSeconds(20), _time, token) : Task.CompletedTask;
        var result = Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short });
        Assert.True(result.Verdict == "Pass", result.Text);
        Happened("publish 3", TimeSpan.FromSeconds(5));
        for (var batch = 4; batch <= 11; batch++)
            Happened($"publish {batch}", TimeSpan.FromSeconds(25));
        Happened("publish 12", TimeSpan.FromSeconds(27.5));
        Assert.Contains(Said, s => s.Contains("the latest batch 20.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_late_at_the_end_is_published_after_everything_has_healed()
    {
        _lab.BeforePublishing = (batch, token) => batch == 20 ? Task.Delay(TimeSpan.FromSeconds(40), _time, token) : Task.CompletedTask;
        var result = Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short });
        Assert.True(result.Verdict == "Pass", result.Text);
        Assert.Equal(260, result.Published);
        Assert.True(_lab.Calls.ToList().IndexOf("recover") < _lab.Calls.ToList().IndexOf("publish 26"));
    }

    [Fact]
    public void A_source_that_never_comes_back_is_stuck_and_the_lab_is_left_healed()
    {
        _lab.BeforePublishing = (batch, token) => batch == 20 ? Task.Delay(Timeout.InfiniteTimeSpan, _time, token) : Task.CompletedTask;
        var result = Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short });
        Assert.Equal(("Stuck", 4), (result.Verdict, result.ExitCode));
        Assert.Empty(_lab.Faults);
        Assert.Contains("publishing batch 20 was not done within 60 s", Said);
    }

    [Fact]
    public void A_fault_that_cannot_be_injected_is_passed_over_and_nobody_expects_it()
    {
        var plan = StormDraw.Draw(7, Short, FaultScope.Everything).Faults;
        _lab.CannotInject = fault => fault.Id is "F2" ? new UnusableFaultException("it is failed already") : fault.Id is "F4" ? new TimeoutException("no answer") : null;
        var result = Run(new RunRequest { Scenario = "storm", Seed = 7, Storm = Short });
        Assert.True(result.Verdict == "Pass", result.Text);
        Assert.Equal(plan.Where(f => f.Id is not ("F2" or "F4")).Select(f => f.Fault.Target.Name), result.Faults.Select(f => f.Target));
        Assert.Contains(Said, s => s.StartsWith("0:00:", StringComparison.Ordinal) && s.EndsWith("was passed over: it is failed already", StringComparison.Ordinal));
        Assert.Contains(Said, s => s.Contains($"{plan.Count - 2} injected, 2 passed over", StringComparison.Ordinal));
        Assert.DoesNotContain($"recover {plan[1].Fault.Target}", _lab.Calls);
        // The plan in the folder is what was drawn; what happened is in the history.
        Assert.Equal(plan, FaultPlanJson.Parse(File.ReadAllText(Path.Combine(result.RunFolder, "plan.json"))).Faults);
    }

    [Fact]
    public void A_record_that_was_altered_stops_the_storm_and_fails_the_run()
    {
        _lab.BeforePublishing = (batch, _) =>
        {
            _lab.AltersOne |= batch == 3;
            return Task.CompletedTask;
        };
        var result = Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short });
        Assert.Equal(("Fail", 1), (result.Verdict, result.ExitCode));
        Assert.Contains(result.Violations, v => v.What.Contains("was altered", StringComparison.Ordinal));
        Assert.Contains("the run was stopped early: nothing invented or altered:", result.Text, StringComparison.Ordinal);
        Assert.Contains("gather", _lab.Calls);
        Assert.DoesNotContain(_progress, p => p.SoFar is not null);
        Assert.DoesNotContain("publish 14", _lab.Calls);
        Assert.Equal(["recover", "collect"], _lab.Calls.TakeLast(2));
        Assert.Empty(_lab.Faults);
    }

    [Fact]
    public void A_fault_that_is_only_pretended_stops_the_storm_and_fails_the_run()
    {
        _lab.PretendsFaults = true;
        var result = Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short });
        Assert.Equal(("Fail", 1), (result.Verdict, result.ExitCode));
        Assert.Contains("the run was stopped early: the faults were real:", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("publish 14", _lab.Calls);
    }

    [Fact]
    public void A_cancelled_storm_leaves_nothing_failed_and_nothing_on_its_way()
    {
        using var cancel = new CancellationTokenSource();
        _lab.BeforePublishing = async (batch, token) =>
        {
            if (batch == 9)
                await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short }, cancel.Token));
        Assert.Empty(_lab.Faults);
        Assert.Equal(["recover", "collect"], _lab.Calls.TakeLast(2));
        Assert.DoesNotContain("publish 10", _lab.Calls);
    }

    [Fact]
    public void The_lab_is_looked_at_every_two_seconds_and_judged_every_thirty()
    {
        Run(new RunRequest { Scenario = "storm", Seed = 1, Storm = Short with { Duration = TimeSpan.FromSeconds(100) } });
        var looks = _progress.Where(p => p.Status is not null).Select(p => p.Status!.At).Where(at => at > Began && at < Began + TimeSpan.FromSeconds(99)).ToList();
        Assert.InRange(looks.Count, 45, 52);
        Assert.Equal(3, _lab.Calls.Count(c => c == "gather"));
        // What was found to hold is told, with the moment that it is true of; the others only the end can tell.
        var held = _progress.Select(p => p.SoFar).OfType<HeldSoFar>().ToList();
        Assert.Equal([30, 60, 90], held.Select(h => Math.Round((h.At - Began).TotalSeconds)));
        Assert.All(held, h => Assert.Equal(["nothing invented or altered", "order of effects", "no replay", "exactly-once effects"], h.Invariants));
    }

    [Fact]
    public void Storm_options_with_another_scenario_are_refused() => Assert.Contains(
        "a storm's options do not go with f5",
        Assert.ThrowsAny<Exception>(() => Run(new RunRequest { Scenario = "f5", Storm = Short })).Message,
        StringComparison.Ordinal);

    private void Happened(string call, TimeSpan at)
    {
        var times = _lab.Timed.Where(t => t.Call == call).Select(t => t.At - Began).ToList();
        Assert.True(
            times.Any(t => (t - at).Duration() <= TimeSpan.FromMilliseconds(200)),
            $"'{call}' was to happen at {at}, and happened at {string.Join(", ", times)}");
    }

    private RunResult Run(RunRequest request, CancellationToken cancellation = default) => VirtualRun.Of(
        _time,
        () => new ScenarioRunner(_lab, _time).RunAsync(request with { Report = _reports.File("runs") }, new Told(_progress), cancellation));

    private sealed class Told(List<RunProgress> all) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => all.Add(value);
    }
}
