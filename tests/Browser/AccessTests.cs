using ActiveActive.Contracts;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>Who cannot see the page well, or at all, can use it: no serious finding of axe, in either scheme, with things failed.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessTests(Chromium chromium)
{
    private const int DeadlineMilliseconds = 120_000;

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_has_no_serious_finding(ColorScheme scheme)
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync(scheme: scheme));
        await NothingSeriousAsync(shown.Page, "idle");
        await shown.Node("r1/core").ClickAsync();
        await shown.Page.GetByRole(AriaRole.Button, new() { Name = "kill", Exact = true }).ClickAsync();
        shown.Lab.Wait(Region.One, "preprocess-core", 12);
        await Expect(shown.Node("r1/core")).ToHaveAttributeAsync("data-health", "down");
        await NothingSeriousAsync(shown.Page, "with r1/core killed");
        foreach (var tab in new[] { "Scenario", "Record", "Runs" })
        {
            await shown.Page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
            await NothingSeriousAsync(shown.Page, tab);
        }
    }

    /// <summary>Fails with what axe found, if any of it is serious.</summary>
    internal static async Task NothingSeriousAsync(IPage page, string when)
    {
        var result = await page.RunAxe();
        var serious = result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{when}: {v.Id}: {v.Help}\n  {string.Join("\n  ", v.Nodes.Take(4).Select(n => $"{n.Html}\n    {string.Join("; ", n.Any.Select(a => a.Message))}"))}");
        Assert.True(!serious.Any(), string.Join("\n", serious));
        Assert.NotEmpty(result.Passes);
    }
}
