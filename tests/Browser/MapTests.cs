using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>The map: what it shows, what a click does, and that nothing of a record becomes more than text.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MapTests(Chromium chromium)
{
    private const int DeadlineMilliseconds = 90_000;

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Every_component_queue_store_link_and_lane_is_on_the_map_inside_its_frame()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        string[] names =
        [
            .. ShownLab.Names(),
            .. Region.All.SelectMany(r => Topology.Queues.Select(q => Components.Queue(r, q))),
            .. Region.All.SelectMany(r => Stage.All.SelectMany(s => new[] { Components.Database(r, s.Name), Components.Replication(r, s.Name) })),
            .. Region.All.Select(Components.Routing),
        ];
        var map = (await shown.Page.Locator(".map").BoundingBoxAsync())!;
        foreach (var name in names)
        {
            await Expect(shown.Node(name)).ToHaveCountAsync(1);
            var box = (await shown.Node(name).BoundingBoxAsync())!;
            Assert.True(box.X >= map.X && box.Y >= map.Y && box.X + box.Width <= map.X + map.Width && box.Y + box.Height <= map.Y + map.Height, $"{name} hangs over the map");
        }
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_click_on_pause_shows_it_paused_by_hand_and_recover_drains_its_queue()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Node("r1/core").ClickAsync();
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "pause", Exact = true }).ClickAsync();
        await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "down");
        await Expect(shown.Node("r1/core")).ToContainTextAsync("✕");
        await Expect(shown.Node("r1/core")).ToContainTextAsync("pause by hand");
        shown.Lab.Wait(Region.One, "preprocess-core", 23);
        await Expect(shown.Node("r1/preprocess-core-queue").Locator(".count")).ToHaveTextAsync("23");
        await Expect(shown.Page.Locator(".failed-list")).ToContainTextAsync("r1/core");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "recover", Exact = true }).ClickAsync();
        await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "works");
        shown.Lab.Wait(Region.One, "preprocess-core", 0);
        await Expect(shown.Node("r1/preprocess-core-queue").Locator(".count")).ToHaveTextAsync("0");
        await Expect(shown.Page.Locator(".failed-list")).ToContainTextAsync("Nothing is failed");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_keyboard_alone_fails_and_recovers_a_component()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await TabToAsync(shown, "[data-name='r2/inbound']");
        await shown.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(shown, ".deeds button");
        await shown.Page.Keyboard.PressAsync("Enter");
        await Expect(shown.Node("r2/inbound")).ToHaveAttributeAsync("data-health", "down");
        await TabToAsync(shown, ".failed-list button.strong");
        await shown.Page.Keyboard.PressAsync("Space");
        await Expect(shown.Node("r2/inbound")).ToHaveAttributeAsync("data-health", "works");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Weights_are_set_by_the_slider()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Node("dns-router").ClickAsync();
        await shown.Page.Locator(".slider input").First.FillAsync("3");
        await Expect(shown.Node("dns-router")).ToContainTextAsync("r1 3");
        await Expect(shown.Node("dns-router")).ToContainTextAsync("r1 75 %");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Weights_are_set_by_arrow_keys_one_after_the_other()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Node("dns-router").ClickAsync();
        var slider = shown.Page.Locator(".slider input").First;
        await slider.FocusAsync();
        for (var i = 0; i < 3; i++)
            await shown.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(shown.Node("dns-router")).ToContainTextAsync("r1 4");
        await Expect(slider).ToBeFocusedAsync();
        await shown.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(shown.Node("dns-router")).ToContainTextAsync("r1 3");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task What_does_not_answer_is_told_so_and_never_counted_as_none()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        var waiting = shown.Page.Locator(".top dl div", new() { HasText = "waiting" }).Locator("dd");
        shown.Lab.Wait(Region.One, "inbound", 23);
        await Expect(waiting).ToHaveTextAsync("23");
        shown.Lab.Silence(Region.One, silent: true);
        await Expect(waiting).ToHaveTextAsync("?");
        string[] silent = ["r1/inbound-queue", "r1/core-database"];
        foreach (var name in silent)
        {
            await Expect(shown.Node(name)).ToHaveAttributeAsync("data-health", "silent");
            await shown.Node(name).ClickAsync(new() { Position = new() { X = 12, Y = 6 } });
            await Expect(shown.Page.Locator("section[aria-label^='Component']")).ToContainTextAsync("does not answer");
        }

        await Expect(shown.Node("r2/inbound-queue")).ToHaveAttributeAsync("data-health", "works");
        shown.Lab.Silence(Region.One, silent: false);
        await Expect(waiting).ToHaveTextAsync("23");
        await Expect(shown.Node("r1/inbound-queue")).ToHaveAttributeAsync("data-health", "works");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_hostile_record_id_stays_text_wherever_it_is_shown()
    {
        _ = TestContext.Current.CancellationToken;
        const string Hostile = "<img src=x onerror=\"document.title='owned'\">";
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Node("r1/core").ClickAsync();
        shown.Lab.Of("r1/core").Write(
            new HistoryEvent(HistoryEvents.Received) { Record = Hostile, Batch = 1, Queue = "preprocess-core" },
            new HistoryEvent(HistoryEvents.Stored) { Record = Hostile, Batch = 1, Store = "core", Detail = Hostile },
            new HistoryEvent(HistoryEvents.Accepted) { Record = Hostile, Batch = 1, Queue = "core-postprocess" });
        var mention = shown.Page.GetByRole(AriaRole.Button, new() { Name = Hostile });
        await Expect(mention).ToHaveCountAsync(3);
        await mention.First.ClickAsync();
        await Expect(shown.Page.GetByLabel("record id")).ToHaveValueAsync(Hostile);
        await Expect(shown.Page.Locator(".sequence .step")).ToHaveCountAsync(3);
        await shown.Page.Locator("details summary").ClickAsync();
        await Expect(shown.Page.Locator("details td", new() { HasText = "<img" })).ToHaveCountAsync(1);
        Assert.Equal(0, await shown.Page.Locator("img").CountAsync());
        Assert.Equal("ActiveActive", await shown.Page.TitleAsync());
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_token_is_taken_out_of_the_address_and_without_it_nothing_is_shown()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        Assert.Equal(shown.State.Url + "/", shown.Page.Url);
        await shown.Page.ReloadAsync();
        await Expect(shown.Page.Locator(".map")).ToBeVisibleAsync();
        var stranger = await chromium.PageAsync();
        await stranger.GotoAsync(shown.State.Url);
        await Expect(stranger.GetByText("./aa dashboard")).ToBeVisibleAsync();
        await stranger.GetByLabel("token").FillAsync("0000");
        await stranger.GetByRole(AriaRole.Button, new() { Name = "open" }).ClickAsync();
        await Expect(stranger.GetByText("not this lab's")).ToBeVisibleAsync();
        Assert.Equal(0, await stranger.Locator(".map").CountAsync());
        await stranger.GetByLabel("token").FillAsync(shown.State.Token);
        await stranger.GetByRole(AriaRole.Button, new() { Name = "open" }).ClickAsync();
        await Expect(stranger.Locator(".map")).ToBeVisibleAsync();
        await stranger.Context.CloseAsync();
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_click_on_a_record_leads_to_its_journey_and_one_beside_it_to_the_queue()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync(calm: true));
        shown.Lab.Wait(Region.One, "core-postprocess", 1);
        shown.Lab.Of("r1/core").Write(new HistoryEvent(HistoryEvents.Accepted) { Record = "rec-1", Queue = "core-postprocess" });
        await Expect(shown.Page.Locator(".sky")).ToHaveAttributeAsync("data-records", "1");
        var box = (await shown.Node("r1/core-postprocess-queue").BoundingBoxAsync())!;
        await shown.Page.Mouse.ClickAsync(box.X + 6, box.Y + 6);
        await Expect(shown.Page.Locator("section[aria-label^='Component'] h2")).ToHaveTextAsync("r1/core-postprocess-queue");
        await ToRecordAsync(shown.Page, box);
        await Expect(shown.Page.Locator(".canvas")).ToHaveAttributeAsync("title", "rec-1");
        await shown.Page.Mouse.DownAsync();
        await shown.Page.Mouse.UpAsync();
        await Expect(shown.Page.GetByLabel("record id")).ToHaveValueAsync("rec-1");
        await Expect(shown.Page.Locator(".panel .state[data-record='rec-1']")).ToContainTextAsync("on its way");
    }

    // Where in its queue a record lies follows from its id; whoever looks for it with the pointer finds it.
    private static async Task ToRecordAsync(IPage page, LocatorBoundingBoxResult box)
    {
        for (var y = box.Y; y <= box.Y + box.Height; y += 6)
        {
            for (var x = box.X; x <= box.X + box.Width; x += 6)
            {
                await page.Mouse.MoveAsync(x, y);
                if (await page.EvaluateAsync<bool>("() => document.querySelector('.canvas').classList.contains('on-record')"))
                    return;
            }
        }

        Assert.Fail("no record lies under the pointer anywhere in its queue");
    }

    // As far as a reader's patience goes: every focusable thing of the page twice.
    private static async Task TabToAsync(ShownPage shown, string selector)
    {
        for (var i = 0; i < 250; i++)
        {
            if (await shown.Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector))
                return;
            await shown.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"the keyboard does not reach {selector}");
    }
}
