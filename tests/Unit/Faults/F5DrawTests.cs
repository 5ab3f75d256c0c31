using ActiveActive.Faults;
using ActiveActive.Faults.F5;
using Xunit;

namespace ActiveActive.UnitTests.Faults;

public sealed class F5DrawTests
{
    private const int Seeds = 2000;
    private static readonly FaultPlan[] Plans = [.. Enumerable.Range(1, Seeds).Select(seed => F5Draw.Draw((ulong)seed))];

    [Fact]
    public void The_sixteen_components_are_numbered_along_a_records_journey() => Assert.Equal(
        [
            "r1/inbound-queue", "r1/inbound", "r1/inbound-database",
            "r1/inbound-preprocess-queue", "r1/preprocess", "r1/preprocess-database",
            "r1/preprocess-core-queue", "r1/core", "r1/core-database",
            "r1/core-postprocess-queue", "r1/postprocess", "r1/postprocess-database",
            "r1/postprocess-outbound-queue", "r1/outbound", "r1/outbound-database",
            "r1/outbound-queue",
        ],
        F5Components.All.Select(c => c.Target.Name));

    [Fact]
    public void A_component_is_failed_by_its_own_fault_or_covered_by_one_that_takes_it_down()
    {
        foreach (var plan in Plans)
        {
            Assert.Equal(plan.Components.Count, plan.Components.Select(c => c.Number).Distinct().Count());
            foreach (var component in plan.Components)
            {
                Assert.True(component.Fault is null != component.CoveredBy is null, $"{component} in {plan}");
                var fault = Assert.Single(plan.Faults, f => f.Id == (component.Fault ?? component.CoveredBy)).Fault;
                Assert.True(fault.Target == component.Target || fault.Target == component.Target.Host, $"{component} in {plan}");
                if (component.Fault is not null)
                    Assert.Equal(component.Kind, fault.Kind);
                else
                    Assert.Equal(component.Target.Host, fault.Target);
            }
        }
    }

    [Fact]
    public void No_target_fails_twice_and_nothing_fails_beside_the_instance_that_it_lives_on()
    {
        foreach (var plan in Plans)
        {
            var targets = plan.Faults.Select(f => f.Fault.Target).ToList();
            Assert.Equal(targets.Count, targets.Distinct().Count());
            Assert.DoesNotContain(targets, t => t.Host is { } host && targets.Contains(host));
            Assert.Equal(Enumerable.Range(1, plan.Faults.Count).Select(n => $"F{n}"), plan.Faults.Select(f => f.Id));
        }
    }

    [Fact]
    public void A_fault_that_no_component_brought_is_a_whole_instance_of_region_1()
    {
        foreach (var plan in Plans)
        {
            var own = plan.Components.Select(c => c.Fault).ToHashSet();
            Assert.All(plan.Faults.Where(f => !own.Contains(f.Id)), f => Assert.Contains(f.Fault.Target, F5Components.Instances));
            Assert.All(plan.Faults, f => Assert.Equal("r1", f.Fault.Target.Region?.Name));
        }
    }

    [Fact]
    public void A_refused_database_is_covered_when_another_one_brings_their_instance_down()
    {
        var covered = Plans.SelectMany(p => p.Components.Select(c => (Plan: p, Component: c)))
            .Where(x => x.Component is { Kind: FaultKind.Refuse, Target.Kind: TargetKind.Database, CoveredBy: not null }
                && x.Plan.Components.Any(c => c.Fault == x.Component.CoveredBy))
            .ToList();
        Assert.NotEmpty(covered);
        Assert.All(covered, x => Assert.Equal(x.Component.Target.Host, x.Plan.Faults.Single(f => f.Id == x.Component.CoveredBy).Fault.Target));
    }

    [Fact]
    public void Of_two_databases_that_bring_the_same_instance_down_the_first_drawn_decides_the_kind()
    {
        var shared = 0;
        foreach (var plan in Plans)
        {
            foreach (var second in plan.Components.Where(c => c is { Target.Kind: TargetKind.Database, Kind: not FaultKind.Refuse, CoveredBy: not null }))
            {
                if (plan.Components.FirstOrDefault(c => c.Fault == second.CoveredBy) is not { } first)
                    continue;
                shared++;
                Assert.True(plan.Components.ToList().IndexOf(first) < plan.Components.ToList().IndexOf(second));
                Assert.Equal(first.Kind, plan.Faults.Single(f => f.Id == first.Fault).Fault.Kind);
            }
        }

        Assert.True(shared > 100, $"only {shared} of {Seeds} plans share an instance");
    }

    [Fact]
    public void Every_number_of_components_is_equally_likely()
    {
        var counts = Plans.CountBy(p => p.Components.Count).ToDictionary();
        Assert.Equal(Enumerable.Range(1, 16), counts.Keys.Order());
        AssertEven(counts.Values, Seeds / 16.0);
    }

    [Fact]
    public void Every_component_is_equally_likely()
    {
        var counts = Plans.SelectMany(p => p.Components).CountBy(c => c.Number).ToDictionary();
        Assert.Equal(16, counts.Count);
        AssertEven(counts.Values, Plans.Sum(p => p.Components.Count) / 16.0);
    }

    [Fact]
    public void Every_kind_that_fits_a_component_is_equally_likely()
    {
        foreach (var component in F5Components.All)
        {
            var counts = Plans.SelectMany(p => p.Components).Where(c => c.Target == component.Target).CountBy(c => c.Kind).ToDictionary();
            var expected = component.Target.Kind switch
            {
                TargetKind.Container => [FaultKind.Stop, FaultKind.Kill, FaultKind.Pause, FaultKind.Disconnect],
                TargetKind.Database => [FaultKind.Stop, FaultKind.Kill, FaultKind.Pause, FaultKind.Disconnect, FaultKind.Refuse],
                _ => new[] { FaultKind.Refuse, FaultKind.Hang, FaultKind.Slow },
            };
            Assert.Equal(expected, counts.Keys.Order());
            AssertEven(counts.Values, counts.Values.Sum() / (double)expected.Length);
        }
    }

    [Fact]
    public void None_to_all_of_the_instances_fail_as_a_whole_and_each_in_every_way()
    {
        // Seen through the plans that drew no database, so that every instance fault is the second draw's.
        var plans = Plans.Where(p => p.Components.All(c => c.Target.Kind != TargetKind.Database)).ToList();
        var numbers = plans.CountBy(p => p.Faults.Count(f => F5Components.Instances.Contains(f.Fault.Target))).ToDictionary();
        Assert.Equal([0, 1, 2, 3], numbers.Keys.Order());
        AssertEven(numbers.Values, plans.Count / 4.0);
        var ways = plans.SelectMany(p => p.Faults).Where(f => F5Components.Instances.Contains(f.Fault.Target)).CountBy(f => f.Fault).ToList();
        Assert.Equal(3 * 4, ways.Count);
    }

    [Fact]
    public void Only_what_the_lab_can_have_fail_is_drawn_and_always_something()
    {
        var scope = new FaultScope(
            (target, kind) => target.Kind is not (TargetKind.Queue or TargetKind.Table) && !(target.Kind == TargetKind.Aws && kind is FaultKind.Stop or FaultKind.Kill),
            "queues and the table");
        var plans = Enumerable.Range(1, Seeds).Select(seed => F5Draw.Draw((ulong)seed, scope)).ToList();
        Assert.All(plans, plan =>
        {
            Assert.NotEmpty(plan.Faults);
            Assert.All(plan.Faults, f => scope.Check(f.Fault.Target, f.Fault.Kind));
            Assert.DoesNotContain(plan.Components, c => c.Target.Kind is TargetKind.Queue or TargetKind.Table);
            Assert.Contains("not drawn from: queues and the table", plan.ToString(), StringComparison.Ordinal);
            Assert.Equal(plan.ToJson(), FaultPlanJson.Parse(plan.ToJson()).ToJson());
        });
        Assert.Equal(9, plans.SelectMany(p => p.Components).Select(c => c.Number).Distinct().Count());
        Assert.Contains(plans, p => p.Faults.Any(f => f.Fault is { Target.Kind: TargetKind.Aws, Kind: FaultKind.Pause }));
    }

    [Theory]
    [InlineData(3, """
        seed 3: 12 of 16 components, 11 faults
           4 inbound-preprocess queue   refuse     F1
          13 postprocess-outbound queue hang       F2
           5 preprocess container       disconnect F3
          14 outbound container         disconnect F4
          12 postprocess database       kill       F5
          15 outbound database          disconnect covered by F5
           2 inbound container          kill       F6
           9 core database              refuse     F7
          16 outbound queue             slow       F8
           3 inbound database           refuse     F9
           8 core container             pause      F10
           7 preprocess-core queue      hang       F11
          F1 refuse r1/inbound-preprocess-queue
          F2 hang r1/postprocess-outbound-queue
          F3 disconnect r1/preprocess
          F4 disconnect r1/outbound
          F5 kill r1/aurora-egress
          F6 kill r1/inbound
          F7 refuse r1/core-database
          F8 slow r1/outbound-queue
          F9 refuse r1/inbound-database
          F10 pause r1/core
          F11 hang r1/preprocess-core-queue
        """)]
    [InlineData(7, """
        seed 7: 1 of 16 components, 3 faults
          14 outbound container         pause      F1
          F1 pause r1/outbound
          F2 pause r1/aws
          F3 disconnect r1/aurora-egress
        """)]
    [InlineData(42, """
        seed 42: 1 of 16 components, 2 faults
          11 postprocess container      kill       F1
          F1 kill r1/postprocess
          F2 disconnect r1/aws
        """)]
    [InlineData(ulong.MaxValue, """
        seed 18446744073709551615: 12 of 16 components, 11 faults
           2 inbound container          disconnect F1
           8 core container             pause      F2
          13 postprocess-outbound queue refuse     F3
          16 outbound queue             refuse     F4
           3 inbound database           stop       F5
           6 preprocess database        kill       covered by F5
           9 core database              refuse     F6
           1 inbound queue              refuse     F7
          14 outbound container         disconnect F8
          10 core-postprocess queue     hang       F9
          11 postprocess container      kill       F10
          12 postprocess database       refuse     covered by F11
          F1 disconnect r1/inbound
          F2 pause r1/core
          F3 refuse r1/postprocess-outbound-queue
          F4 refuse r1/outbound-queue
          F5 stop r1/aurora-ingress
          F6 refuse r1/core-database
          F7 refuse r1/inbound-queue
          F8 disconnect r1/outbound
          F9 hang r1/core-postprocess-queue
          F10 kill r1/postprocess
          F11 kill r1/aurora-egress
        """)]
    public void A_seed_draws_the_same_plan_on_every_machine_for_ever(ulong seed, string plan) => Assert.Equal(plan, F5Draw.Draw(seed).ToString());

    /// <summary>Within five standard deviations: these seeds are fixed, so a test that passes once passes always.</summary>
    private static void AssertEven(IEnumerable<int> counts, double expected) =>
        Assert.All(counts, n => Assert.InRange(n, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected)));
}
