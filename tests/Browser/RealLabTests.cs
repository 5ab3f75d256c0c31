using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>The page over a real lab: what runs is shown, what is broken by a click waits and is drained, and a controller that dies is outlived.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class RealLabTests(Chromium chromium, RealLab lab) : IClassFixture<RealLab>
{
    private const int DeadlineMilliseconds = 400_000;
    private const float RunMilliseconds = 150_000;
    private const string Mark = "<img src=x onerror=\"document.title='owned'\">";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_map_shows_every_component_of_a_running_lab_with_what_it_really_holds()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        var status = (await lab.Aa.RunAsync("status --json")).EndedWith(0).Json();
        var components = status["components"]!.AsArray();
        Assert.Equal(19, components.Count);
        foreach (var component in components)
            await Expect(shown.Node(component!["name"]!.GetValue<string>())).ToHaveCountAsync(1);
        foreach (var store in status["stores"]!.AsArray())
            await Expect(shown.Node($"{store!["region"]}/{store["store"]}-database")).ToContainTextAsync($"{store["rows"]} rows");
        await Expect(shown.Node("record-destination")).ToContainTextAsync($"{status["delivered"]} delivered");
        await Pictures.TakeAsync(shown.Page, "map-idle");
    }

    /// <summary>Records flow all the time, and every one of their ids would be an image with a script if it were not text.</summary>
    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_paused_stages_queue_grows_while_hostile_records_flow_and_recover_drains_it()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        lab.Write("hostile.jsonl", string.Concat(Enumerable.Range(1, 300).Select(n => $$"""{"id":"{{Mark.Replace("\"", "\\\"", StringComparison.Ordinal)}} {{n}}","amount":{{n}}}""" + "\n")));
        (await lab.Aa.RunAsync("run storm --records hostile.jsonl --seed 5 --duration 25s --rate 12 --faults-per-minute 20 --targets r2/outbound-queue --kinds slow --detach")).EndedWith(0);

        await shown.ChooseAsync("r1/core");
        await shown.Button("pause").ClickAsync();
        await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "down");
        await Expect(shown.Node("r1/core")).ToContainTextAsync("pause by hand");
        await Expect(shown.Page.Locator(".failed-list")).ToContainTextAsync("r1/core");
        var few = await shown.MoreThanAsync("r1/preprocess-core", 2, Soon);
        var more = await shown.MoreThanAsync("r1/preprocess-core", few + 5, Soon);
        await Expect(shown.Node("r1/preprocess-core-queue")).ToContainTextAsync("visible");
        // Region 2 goes on: its core empties what comes.
        Assert.True(await shown.CountAsync("r2/preprocess-core") < more);
        await shown.Button("recover").ClickAsync();
        await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "works");
        await Expect(shown.Node("r1/preprocess-core-queue").Locator(".count")).ToHaveTextAsync("0");

        await shown.TabAsync("Record");
        await shown.Page.Locator(".recent button").First.ClickAsync();
        await Expect(shown.Page.GetByLabel("record id")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^<img src=x onerror="));
        await Expect(shown.Page.Locator(".sequence .step.stored").First).ToBeAttachedAsync();
        await shown.TabAsync("Scenario");
        await Expect(shown.Page.Locator(".verdict")).ToContainTextAsync("Pass", new() { Timeout = RunMilliseconds });
        await Expect(shown.Page.Locator(".findings > li[data-status='Held']")).ToHaveCountAsync(9);
        Assert.Equal(0, await shown.Page.Locator("img").CountAsync());
        Assert.Equal("ActiveActive", await shown.Page.TitleAsync());
        await shown.WorksAsync();
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_keyboard_alone_breaks_and_mends_a_component_of_a_running_lab()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        await shown.TabToAsync("[data-name='r2/inbound']");
        await shown.Page.Keyboard.PressAsync("Enter");
        await shown.TabToAsync(".deeds button");
        await shown.Page.Keyboard.PressAsync("Enter");
        await Expect(shown.Node("r2/inbound")).ToHaveAttributeAsync("data-health", "down");
        await shown.TabToAsync(".failed-list button.strong");
        await shown.Page.Keyboard.PressAsync("Space");
        await shown.WorksAsync();
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_page_outlives_a_controller_that_was_killed_and_goes_on_with_the_next_one()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        await Expect(shown.Page.Locator(".link-state")).ToHaveTextAsync("● live");
        var address = shown.Page.Url;
        await lab.KillControllerAsync();
        await Expect(shown.Page.Locator(".link-state")).ToContainTextAsync("stale: what you see is of");
        await lab.UpAsync();
        await Expect(shown.Page.Locator(".link-state")).ToHaveTextAsync("● live");
        await shown.WorksAsync();
        Assert.Equal(address, shown.Page.Url);
        // It is the new one that answers to a click.
        await shown.ChooseAsync("r1/preprocess");
        await shown.Button("kill").ClickAsync();
        await Expect(shown.Node("r1/preprocess")).ToContainTextAsync("kill by hand");
        await shown.Button("recover").ClickAsync();
        await shown.WorksAsync();
    }
}
