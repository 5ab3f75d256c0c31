using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>What is moved rather than broken, by clicks on the real lab: a region goes offline, replication pauses, a writer changes sides.</summary>
public sealed partial class RealLabTests
{
    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_region_goes_offline_and_comes_back_by_a_click()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        await shown.ChooseAsync("r1/routing");
        await shown.Button("offline").ClickAsync();
        await Expect(shown.Node("r1/routing")).ToHaveAttributeAsync("data-health", "down");
        await Expect(shown.Node("r1/routing")).ToContainTextAsync("offline by hand");
        await Expect(shown.Node("dns-router")).ToContainTextAsync("r2 100 %");
        var routing = (await lab.Aa.RunAsync("status --json")).EndedWith(0).Json()["routing"]!.AsArray();
        Assert.Equal(["r1"], routing.Where(r => r!["offline"]!.GetValue<bool>()).Select(r => r!["region"]!.GetValue<string>()));
        await shown.Button("recover").ClickAsync();
        await shown.WorksAsync();
        await Expect(shown.Node("dns-router")).ToContainTextAsync("r1 50 %");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Replication_is_paused_and_resumed_by_a_click()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        foreach (var replication in new[] { "r2/inbound-replication", "r1/core-replication" })
        {
            await shown.ChooseAsync(replication);
            await shown.Button("pause").ClickAsync();
            await Expect(shown.Node(replication)).ToHaveAccessibleNameAsync($"✕ paused. {replication}");
            await Expect(shown.Page.Locator(".failed-list")).ToContainTextAsync(replication);
            await Expect(shown.Page.Locator("section[aria-label^='Component'] .facts")).ToContainTextAsync("paused");
            await shown.Button("recover").ClickAsync();
            await shown.WorksAsync();
        }
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_writer_changes_sides_and_comes_back_by_a_click()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        await shown.ChooseAsync("r1/inbound-database");
        var writer = shown.Page.Locator(".deeds h3", new() { HasText = "Writer of inbound" });
        await Expect(writer).ToHaveTextAsync("Writer of inbound: r1");
        foreach (var region in new[] { "r2", "r1" })
        {
            await shown.Button("switchover of inbound").ClickAsync();
            await Expect(writer).ToHaveTextAsync($"Writer of inbound: {region}");
            await Expect(shown.Page.GetByText("switchover of inbound: done")).ToBeVisibleAsync();
            var databases = (await lab.Aa.RunAsync("status --json")).EndedWith(0).Json()["globalDatabases"]!.AsArray();
            Assert.Equal(region, databases.Single(d => d!["database"]!.GetValue<string>() == "inbound")!["writer"]!.GetValue<string>());
        }

        await shown.WorksAsync();
    }
}
