using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Faults.F5;
using ActiveActive.Scenarios;
using ActiveActive.ScenarioTests.Family;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>The scenarios, on containers.</summary>
public sealed class ContainerScenarioTests(ContainerLab lab) : OnContainers(lab)
{
    [Fact]
    public async Task Baseline_passes()
    {
        var before = await Lab.AtRestAsync(Cancel);
        var result = await Lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 41 }, Cancel);
        Assert.Equal((before + 30, before + 30, 0, 0), (result.Published, result.Delivered, result.Lost, result.Replayed));
        Assert.Equal("docker", result.Engine);
    }

    [Theory]
    [MemberData(nameof(IntermediateStates.Names), MemberType = typeof(IntermediateStates))]
    public async Task A_scenario_passes_and_shows_the_state_that_it_is_about(string scenario)
    {
        var before = await Lab.AtRestAsync(Cancel);
        var result = await Lab.PassAsync(new RunRequest { Scenario = scenario, Seed = 5 }, Cancel);
        Assert.Equal((before + 30, before + 30, 0, 0), (result.Published, result.Delivered, result.Lost, result.Replayed));
        IntermediateStates.MustBeConfirmed(scenario, result.Confirmed);
    }

    /// <summary>Each of the seeds fails containers in every way there is: one seven of them, the other all three instances and one more.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(16)]
    public async Task F5_passes_and_its_faults_were_real(ulong seed)
    {
        var plan = F5Draw.Draw(seed);
        var ofContainers = plan.Faults.Where(f => f.Fault.Target.Host is null).ToDictionary(f => f.Fault.Target.Name, f => f.Fault.Kind);
        Assert.Equal([FaultKind.Stop, FaultKind.Kill, FaultKind.Pause, FaultKind.Disconnect], ofContainers.Values.Distinct().Order());

        var before = await Lab.AtRestAsync(Cancel);
        var result = await Lab.PassAsync(new RunRequest { Scenario = "f5", Seed = seed }, Cancel);
        Assert.Equal((before + 30, before + 30, 0, 0), (result.Published, result.Delivered, result.Lost, result.Replayed));
        Assert.Equal(plan.Faults.Select(f => (f.Fault.Target.Name, f.Fault.Kind.Text())), result.Faults.Select(f => (f.Target, f.Kind)));
        Assert.All(result.Faults, f => Assert.True(f.From < f.Until, $"{f.Kind} {f.Target} from {f.From} until {f.Until}"));
        var began = result.Faults.Min(f => f.From);
        var history = (await Lab.EvidenceAsync(result, Cancel)).History!.Where(e => e.At >= began).ToList();
        // By what the engine said of the very container.
        Assert.All(ofContainers.Keys, target => Assert.Contains(
            history, e => e.Event == HistoryEvents.FaultHeld && e.Target == target && e.Detail!.Contains(Lab[target.Replace('/', '-')].Name.TrimStart('/'), StringComparison.Ordinal)));
    }
}
