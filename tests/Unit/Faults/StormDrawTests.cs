using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Faults.Storm;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Faults;

public sealed class StormDrawTests
{
    private static readonly string[] Words = ["r1", "r2", "queues", "containers", "databases", "instances", "emulators", "replications", "services", "r1/queues", "replication", "r2/core", "routings", "writers"];

    private static readonly Gen<(ulong Seed, StormOptions Options)> Storms = Gen.Select(
        Gen.ULong, Gen.Double[1, 60], Gen.Double[5, 300], Gen.Int[1, 6], Gen.Bool, Gen.Double[0.5, 5], Gen.Double[0, 30], Gen.Int[0, 13].Select(i => Words[i]).Array[0, 3],
        (seed, rate, seconds, atOnce, both, least, more, targets) => (seed, new StormOptions
        {
            FaultsPerMinute = rate, Duration = TimeSpan.FromSeconds(seconds), MostAtOnce = atOnce, BothRegions = both,
            MinHold = TimeSpan.FromSeconds(least), MaxHold = TimeSpan.FromSeconds(least + more), Targets = targets,
        }));

    [Fact]
    public void No_two_faults_meet_and_no_component_fails_in_both_regions() => Storms.Sample(storm =>
    {
        var faults = StormDraw.Draw(storm.Seed, storm.Options, FaultScope.Everything).Faults;
        for (var i = 0; i < faults.Count; i++)
        {
            for (var j = i + 1; j < faults.Count && faults[j].At < faults[i].Until + StormDraw.Margin; j++)
            {
                var (one, other) = (faults[i].Fault.Target, faults[j].Fault.Target);
                Assert.False(Covers(one, other) || Covers(other, one), $"{faults[i]} beside {faults[j]}");
                Assert.False(MovesOver(one, other) || MovesOver(other, one), $"{faults[i]} beside {faults[j]}");
                Assert.False(LeavesNoWay(one, other) || LeavesNoWay(other, one), $"{faults[i]} beside {faults[j]}");
                if (!storm.Options.BothRegions)
                    Assert.False(SameOfTwoRegions(one, other), $"{faults[i]} beside {faults[j]}");
            }
        }
    });

    [Fact]
    public void Faults_come_in_order_of_time_hold_as_long_as_they_may_and_are_over_before_each_calm() => Storms.Sample(storm =>
    {
        var (seed, options) = storm;
        var faults = StormDraw.Draw(seed, options, FaultScope.Everything).Faults;
        Assert.NotEmpty(faults);
        Assert.Equal(faults.OrderBy(f => f.At).Select(f => f.Id), faults.Select(f => f.Id));
        foreach (var fault in faults)
        {
            Assert.InRange(fault.Fault.Duration!.Value, options.MinHold - TimeSpan.FromMilliseconds(1), options.MaxHold);
            Assert.True(fault.Until <= options.Duration, $"{fault} outlasts the storm");
            var calm = options.CalmEvery - options.CalmFor;
            Assert.True((long)(fault.At!.Value / options.CalmEvery) * options.CalmEvery + calm >= fault.Until, $"{fault} holds in a calm");
            Assert.True(faults.Count(f => f.At <= fault.At && f.Until > fault.At) <= options.MostAtOnce, $"too many hold with {fault}");
            if (fault.Fault.Target.Kind == TargetKind.Service)
                Assert.True(fault.Fault.Duration <= StormDraw.LongestOfServices || fault.Fault.Duration <= options.MinHold, $"{fault} is too long");
        }
    });

    [Fact]
    public void Only_what_was_asked_for_is_drawn_and_only_what_the_lab_can_have_fail()
    {
        var scope = new FaultScope((target, kind) => target.Kind != TargetKind.Aws && kind != FaultKind.Kill, "emulators and kills");
        var plan = StormDraw.Draw(5, Long with { Kinds = ["stop", "kill", "refuse"], Targets = ["r1", "dns-router"] }, scope);
        Assert.All(plan.Faults, f => Assert.Contains(f.Fault.Kind, new[] { FaultKind.Stop, FaultKind.Refuse }));
        Assert.All(plan.Faults, f => Assert.True(f.Fault.Target.Region?.Name == "r1" || f.Fault.Target.Name == "dns-router"));
        Assert.DoesNotContain(plan.Faults, f => f.Fault.Target.Kind == TargetKind.Aws);
        Assert.Equal(2, plan.Faults.Select(f => f.Fault.Kind).Distinct().Count());
        Assert.Contains("not drawn from: emulators and kills", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_storm_draws_every_target_in_every_kind()
    {
        var plan = StormDraw.Draw(1, Long with { Duration = TimeSpan.FromHours(20), FaultsPerMinute = 20 }, FaultScope.Everything);
        var drawn = plan.Faults.Select(f => f.Fault with { }).Select(f => (f.Target, f.Kind)).ToHashSet();
        Assert.Equal(Target.All.SelectMany(t => FaultCatalogue.KindsOf(t.Kind).Select(k => (t, k))).ToHashSet(), drawn);
    }

    [Fact]
    public void Arrivals_are_a_Poisson_stream_of_the_rate_asked_for()
    {
        // Few targets meet at this rate, so hardly any arrival is dropped and all are seen.
        var options = Long with { Duration = TimeSpan.FromHours(10), FaultsPerMinute = 2, MaxHold = TimeSpan.FromSeconds(3), CalmFor = TimeSpan.Zero };
        var plan = StormDraw.Draw(9, options, FaultScope.Everything);
        var expected = 2.0 * 60 * 10;
        Assert.InRange(plan.Faults.Count + plan.Dropped, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        Assert.InRange(plan.Dropped, 0, 5);
        // Of exponential gaps, 63 in 100 are shorter than their mean; of even ones half would be.
        var gaps = plan.Faults.Zip(plan.Faults.Skip(1), (a, b) => (b.At - a.At)!.Value.TotalSeconds).ToList();
        var mean = gaps.Average();
        Assert.InRange(gaps.Count(g => g < mean) / (double)gaps.Count, 0.58, 0.68);
    }

    [Fact]
    public void The_rate_holds_over_the_whole_storm_calms_included()
    {
        var counts = Enumerable.Range(1, 300).Select(seed => StormDraw.Draw((ulong)seed, Long with { FaultsPerMinute = 8 }, FaultScope.Everything))
            .Select(p => p.Faults.Count + p.Dropped).ToList();
        Assert.InRange(counts.Average(), 78, 82);
    }

    [Fact]
    public void What_found_no_place_is_dropped_and_counted()
    {
        var plan = StormDraw.Draw(3, Long with { Targets = ["r1/inbound"], FaultsPerMinute = 30 }, FaultScope.Everything);
        Assert.True(plan.Dropped > plan.Faults.Count, plan.ToString());
        Assert.Contains($"{plan.Dropped} more found no place beside these and were dropped", plan.ToString(), StringComparison.Ordinal);
        Assert.Equal(plan.ToJson(), FaultPlanJson.Parse(plan.ToJson()).ToJson());
    }

    [Fact]
    public void A_plan_with_times_is_read_back_as_it_was_written()
    {
        var plan = StormDraw.Draw(11, Long, FaultScope.Everything);
        var read = FaultPlanJson.Parse(plan.ToJson());
        Assert.Equal(plan.Faults, read.Faults);
        Assert.Equal(plan.ToString(), read.ToString());
    }

    [Fact]
    public void A_seed_draws_the_same_storm_on_every_machine_for_ever() => Assert.Equal(
        """
        seed 7: 14 faults
          0:00:10.9 F1 stop r2/outbound for 14.915s
          0:00:31.1 F2 pause r2/outbound-replication for 18.154s
          0:00:31.3 F3 kill r2/outbound for 19.969s
          0:00:34.2 F4 stop r1/inbound for 14.425s
          0:00:37.5 F5 slow r1/postprocess-outbound-queue for 3.154s
          0:01:03.1 F6 kill r1/outbound for 13.357s
          0:01:06.6 F7 slow r2/preprocess-core-queue for 19.762s
          0:01:11.6 F8 slow r1/inbound-preprocess-queue for 19.414s
          0:01:18.8 F9 pause r1/inbound-replication for 19.844s
          0:01:21.0 F10 slow r1/inbound-queue for 6.192s
          0:01:32.9 F11 pause r2/core for 5.388s
          0:01:37.5 F12 pause r2/postprocess-replication for 3.994s
          0:01:37.6 F13 refuse r1/preprocess-database for 8.297s
          0:01:48.5 F14 disconnect r2/outbound for 3.457s
        """,
        StormDraw.Draw(7, new StormOptions { Targets = WithoutLaterSorts }, FaultScope.Everything).ToString());

    // A sort of target that is added to the catalogue shifts what a seed draws from all of it, and not what it draws from these.
    private static readonly string[] WithoutLaterSorts = ["containers", "queues", "databases", "emulators", "instances", "replications", "services"];

    private static readonly StormOptions Long = new() { Duration = TimeSpan.FromMinutes(10) };

    /// <summary>In words of the rule, and not of the code under test: the same, what lives on it, or a part of all replication.</summary>
    private static bool Covers(Target one, Target other) =>
        one == other || other.Host == one
        || (one.Name == "replication" && (other.Kind is TargetKind.Replication or TargetKind.Aws or TargetKind.AuroraInstance));

    /// <summary>A writer moves between two databases that work and replicate.</summary>
    private static bool MovesOver(Target one, Target other) => one.Kind == TargetKind.Writer && (other.Name is "replication" or "dns-router"
        || (other.Kind is TargetKind.Database or TargetKind.Replication && other.Part == one.Part)
        || (other.Kind == TargetKind.AuroraInstance && Topology.DatabasesOf(other.Part!).Contains(one.Part!)));

    /// <summary>With a region offline in DNS, records need the other one's ends.</summary>
    private static bool LeavesNoWay(Target one, Target other) =>
        one.Kind == TargetKind.Routing && one.Region != other.Region
        && (other.Name == "dns-router" || other.Kind is TargetKind.Routing or TargetKind.Aws || other.Name is "r1/inbound-queue" or "r1/outbound-queue" or "r2/inbound-queue" or "r2/outbound-queue");

    private static bool SameOfTwoRegions(Target one, Target other) =>
        one.Region is not null && other.Region is not null && one.Region != other.Region && one.Name[3..] == other.Name[3..];
}
