using System.Text.RegularExpressions;
using ActiveActive.Contracts;
using ActiveActive.Faults.Storm;
using ActiveActive.Spec;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>The page over the life of the controller, and a run that is started and ended from it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LinkTests(Chromium chromium)
{
    private const int DeadlineMilliseconds = 90_000;

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_page_whose_controller_is_killed_says_that_it_is_stale_and_goes_on_with_the_next_one()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await Expect(shown.Page.Locator(".link-state")).ToHaveTextAsync("● live");
        await shown.KillAsync();
        await Expect(shown.Page.Locator(".link-state")).ToContainTextAsync("stale: what you see is of");
        await shown.StartAsync();
        shown.Lab.Wait(Region.Two, "inbound", 4);
        await Expect(shown.Page.Locator(".link-state")).ToHaveTextAsync("● live");
        await Expect(shown.Node("r2/inbound-queue").Locator(".count")).ToHaveTextAsync("4");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_run_is_started_followed_and_aborted_and_what_it_failed_is_healed()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Page.GetByLabel("seed").FillAsync("42");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "start", Exact = true }).ClickAsync();
        await Expect(shown.Page.Locator(".steps li")).ToHaveTextAsync(["f5 began, seed 42", "failed r1/core"]);
        await Expect(shown.Page.Locator(".findings > li")).ToHaveCountAsync(9);
        await Expect(shown.Page.Locator(".findings > li[data-status='pending']")).ToHaveCountAsync(9);
        await Expect(shown.Node("r1/core")).ToContainTextAsync("kill by f5");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "abort and heal" }).ClickAsync();
        await Expect(shown.Page.Locator(".panel .state.down").First).ToContainTextAsync("the run was aborted; recovered r1/core");
        await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "works");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_storm_blows_as_it_was_chosen_and_shows_what_has_held_so_far()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Page.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("^scenario") }).SelectOptionAsync("storm");
        await shown.Page.GetByLabel("seconds").FillAsync("90");
        await shown.Page.GetByLabel("records/s").FillAsync("2.5");
        await shown.Page.GetByLabel("most at once").FillAsync("two");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "start", Exact = true }).ClickAsync();
        await Expect(shown.Page.Locator(".said.bad")).ToContainTextAsync("most at once is 'two'; it takes a number");
        await shown.Page.GetByLabel("most at once").FillAsync("2");
        await shown.Page.GetByLabel("kinds").FillAsync("kill, pause");
        await shown.Page.GetByLabel("targets").FillAsync("r1/core,queues");
        await shown.Page.GetByLabel("in both regions").CheckAsync();
        await AccessTests.NothingSeriousAsync(shown.Page, "a storm's options");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "start", Exact = true }).ClickAsync();
        await Expect(shown.Page.Locator(".findings > li[data-status='so-far']")).ToHaveTextAsync(
            [.. RunningJudge.Judged.Select(name => new Regex($"{name}.*held so far, \\d\\d:\\d\\d:\\d\\d"))]);
        await Expect(shown.Page.Locator(".findings > li[data-status='pending']")).ToHaveCountAsync(5);
        await AccessTests.NothingSeriousAsync(shown.Page, "a storm");
        var storm = shown.Lab.Asked!.Storm!;
        Assert.Equal((TimeSpan.FromSeconds(90), 2.5, 2, true), (storm.Duration, storm.RecordsPerSecond, storm.MostAtOnce, storm.BothRegions));
        Assert.Equal(new StormOptions().FaultsPerMinute, storm.FaultsPerMinute);
        Assert.Equal(["kill", "pause"], storm.Kinds);
        Assert.Equal(["r1/core", "queues"], storm.Targets);
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "abort and heal" }).ClickAsync();
        await Expect(shown.Page.Locator(".panel .state.down").First).ToContainTextAsync("the run was aborted");
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_mistake_is_answered_with_the_labs_own_sentence()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await shown.Page.GetByLabel("seed").FillAsync("many");
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "start", Exact = true }).ClickAsync();
        await Expect(shown.Page.Locator(".said.bad")).ToContainTextAsync("a seed is a whole number");
    }
}
