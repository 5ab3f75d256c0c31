using System.Security.Cryptography;
using ActiveActive.Engines.OnDocker;
using ActiveActive.ScenarioTests.CommandLine;
using ActiveActive.ScenarioTests.Containers;
using ActiveActive.ScenarioTests.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>
/// The page of the lab in containers: what somebody does with docker, beside the lab and without telling it, is seen on the map as
/// done by docker, and gone when it is undone.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class DockerLabTests(Chromium chromium) : IDisposable
{
    private const int DeadlineMilliseconds = 480_000;
    private static readonly TimeSpan OneCommand = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("aa-page-docker-");

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_container_paused_by_docker_is_shown_as_failed_by_docker_and_a_click_recovers_another()
    {
        await EngineRequirement.RequireAsync();
        var page = await chromium.PageAsync();
        using var docker = EngineSocket.Connect();
        using var addresses = await LabAddresses.ReserveAsync(docker, TestContext.Current.CancellationToken);
        var name = "aa-test-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        await using (Reaper.Start($"{DockerLabOptions.LabLabel}={name}"))
        {
            (string, string?)[] own = [.. addresses.Environment(name).Select(v => (v.Key, (string?)v.Value)), ("AA_HOME", _work.FullName), ("AA_ROOT", null)];
            var aa = new AaProgram(_work.FullName, own);
            using (var up = aa.Start("up", "--engine", "docker"))
                (await up.EndAsync(OneCommand)).EndedWith(0);
            var address = RealLab.Address().Match((await aa.RunAsync("dashboard --engine docker")).EndedWith(0).Output).Value;
            await using (var shown = await LabPage.OpenAsync(page, address))
            {
                await Expect(shown.Page.Locator(".top dl div", new() { HasText = "engine" }).Locator("dd")).ToHaveTextAsync("docker");
                await Tool.RunAsync("docker", ["pause", $"{name}-r1-core"]);
                await Expect(shown.Node("r1/core")).ToContainTextAsync("pause by docker");
                await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "down");
                await Expect(shown.Page.Locator(".failed-list")).ToContainTextAsync("r1/core");
                await Pictures.TakeAsync(shown.Page, "map-docker");
                await Tool.RunAsync("docker", ["unpause", $"{name}-r1-core"]);
                await shown.WorksAsync();

                // What only containers can: a network that is cut.
                await shown.ChooseAsync("r2/preprocess");
                await shown.Button("disconnect").ClickAsync();
                await Expect(shown.Node("r2/preprocess")).ToContainTextAsync("disconnect by hand");
                await shown.Button("recover").ClickAsync();
                await shown.WorksAsync();
            }
        }

        Assert.Empty(await LabelledThings.ListAsync(docker, DockerLabOptions.LabLabel, name));
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Delete(recursive: true);
}
