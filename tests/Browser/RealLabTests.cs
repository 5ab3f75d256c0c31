using System.Text.RegularExpressions;
using ActiveActive.ScenarioTests.CommandLine;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>The page over a real lab of processes: a component is broken by a click, F5 is run from the page, its report is read.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class RealLabTests(Chromium chromium)
{
    private const int DeadlineMilliseconds = 400_000;
    private const float RunMilliseconds = 150_000;

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_lab_is_watched_broken_and_proved_from_the_page()
    {
        _ = TestContext.Current.CancellationToken;
        var page = await chromium.PageAsync();
        await using var home = await LabHome.CreateAsync();
        var up = (await home.Aa().RunAsync("up")).EndedWith(0);
        try
        {
            await page.GotoAsync(Address().Match(up.Output).Value);
            await Expect(page.Locator(".node[data-health='works']")).ToHaveCountAsync(AllNodes);
            await Pictures.TakeAsync(page, "map-idle");
            await PauseAsync(page);
            await F5Async(page);
            await JourneyAsync(page);
            await ReportAsync(page);
        }
        finally
        {
            await page.Context.CloseAsync();
            (await home.Aa().RunAsync("down")).EndedWith(0);
        }
    }

    // Twenty components less one that is a pair of lines, twelve queues, ten stores, two lanes: what has a sign of its own.
    private const int AllNodes = 3 + (2 * (1 + 2 + 5 + 6 + 5 + 1));

    private static async Task PauseAsync(IPage page)
    {
        await page.Locator("[data-name='r1/core']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "pause", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-name='r1/core']")).ToHaveAttributeAsync("data-health", "down");
        await page.GetByRole(AriaRole.Button, new() { Name = "recover", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-name='r1/core']")).ToHaveAttributeAsync("data-health", "works");
        await Expect(page.Locator(".failed-list")).ToContainTextAsync("Nothing is failed");
    }

    private static async Task F5Async(IPage page)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Scenario" }).ClickAsync();
        await page.GetByLabel("seed").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "start", Exact = true }).ClickAsync();
        await Expect(page.Locator(".failed-list")).ToContainTextAsync("by f5", new() { Timeout = RunMilliseconds });
        await Expect(page.Locator(".node.failed").First).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "map-f5");
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Pass", new() { Timeout = RunMilliseconds });
        await Expect(page.Locator(".findings > li[data-status='Held']")).ToHaveCountAsync(9);
        await Expect(page.Locator("[data-name='record-destination']")).ToContainTextAsync("30 delivered");
    }

    private static async Task JourneyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Record" }).ClickAsync();
        await page.Locator(".recent button").First.ClickAsync();
        await Expect(page.Locator(".panel .state")).ToContainTextAsync("delivered");
        foreach (var step in (string[])["publishing", "acknowledged", "received", "stored", "accepted", "removed", "delivered"])
            await Expect(page.Locator($".sequence .step.{step}").First).ToBeAttachedAsync();
        // Five stages store it; more often only where it was delivered more than once.
        Assert.True(await page.Locator(".sequence .step.stored").CountAsync() >= 5);
        await Pictures.TakeAsync(page, "journey");
    }

    private async Task ReportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Runs" }).ClickAsync();
        await page.Locator(".runs input:not(:disabled)").First.CheckAsync();
        await Expect(page.Locator(".report .verdict")).ToHaveTextAsync("Pass");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("keep f5") }).ClickAsync());
        var file = await download.PathAsync();
        var named = file + ".html";
        File.Copy(file, named);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var alone = await chromium.PageAsync(1180, 900, scheme);
            var errors = new List<string>();
            alone.Console += (_, message) => errors.Add(message.Text);
            alone.Request += (_, request) => Assert.StartsWith("file:", request.Url, StringComparison.Ordinal);
            await alone.GotoAsync("file://" + named);
            await Expect(alone.Locator(".findings > li[data-status='Held']")).ToHaveCountAsync(9);
            await Expect(alone.Locator(".u-over").First).ToBeVisibleAsync();
            Assert.Empty(errors);
            await AccessTests.NothingSeriousAsync(alone, "report");
            await Pictures.KeepAsync(alone, $"report-{scheme.ToString().ToLowerInvariant()}", whole: true);
            await alone.Context.CloseAsync();
        }

        File.Delete(named);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/#token=[0-9a-f]{64}")]
    private static partial Regex Address();
}
