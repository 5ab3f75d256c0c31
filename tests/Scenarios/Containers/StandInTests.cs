using ActiveActive.Controller;
using ActiveActive.Faults;
using ActiveActive.Faults.F5;
using ActiveActive.Scenarios;
using ActiveActive.ScenarioTests.Containers.Compose;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>
/// Another maker's SQS and DynamoDB in the place of the lab's own: Debian's moto server, which nobody tuned to this lab, nor this lab
/// to it.
/// </summary>
[Collection(OwnLabsCollection.Name)]
public sealed class StandInTests
{
    private const string Overlay = "docker-compose.localstack.yml";
    private const string Image = "activeactive/moto";

    // It stops, kills, pauses and disconnects, two Aurora instances among the targets.
    private const ulong Seed = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Baseline_and_f5_pass_with_moto_in_the_emulators_place_and_what_it_cannot_survive_is_not_drawn()
    {
        await EngineRequirement.RequireAsync(Image);
        await using var lab = new ContainerLab
        {
            With = ([Overlay], new Dictionary<string, string> { ["AWS_EMULATOR_IMAGE"] = Image }),
        };
        await lab.StartAsync(Cancel);
        await lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 61 }, Cancel);
        var steps = new List<string>();
        var result = await lab.PassAsync(new RunRequest { Scenario = "f5", Seed = Seed }, Cancel, step =>
        {
            steps.Add(step);
            return Task.CompletedTask;
        });
        Assert.Equal((60, 60, 0, 0), (result.Published, result.Delivered, result.Lost, result.Replayed));
        Assert.NotEmpty(result.Faults);
        Assert.NotEqual(F5Draw.Draw(Seed).Faults.Select(f => f.Fault.Target.Name), result.Faults.Select(f => f.Target));
        Assert.All(result.Faults, f => Assert.True(CanSurvive(Target.Parse(f.Target), FaultKinds.Parse(f.Kind)), $"{f.Kind} {f.Target}"));
        Assert.Contains($"{Image} stands in for AWS", steps[0], StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<LabApiException>(() => lab.Client.FailAsync(new FaultRequest("r1/aws", "kill"), Cancel));
        Assert.Contains("in its memory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalStacks_overlay_is_valid_and_names_the_image_that_is_known_to_work()
    {
        await EngineRequirement.RequireAsync();
        var description = await ComposeCommand.DescribeAsync(new Dictionary<string, string> { ["COMPOSE_PROJECT_NAME"] = "aa-test" }, [Overlay], Cancel);
        Assert.All((string[])["r1-aws", "r2-aws", "dynamodb"], service => Assert.Equal("localstack/localstack:4.14.0", description.Services[service].Image));
    }

    private static bool CanSurvive(Target target, FaultKind kind) =>
        target.Kind is not (TargetKind.Queue or TargetKind.Table) && (target.Kind != TargetKind.Aws || kind is FaultKind.Pause or FaultKind.Disconnect);
}
