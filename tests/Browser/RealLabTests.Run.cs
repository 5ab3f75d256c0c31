using System.Text.RegularExpressions;
using ActiveActive.Contracts;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>F5 on the real lab, started on the page with the keyboard alone: its verdict, its records' journeys in both regions, its report.</summary>
public sealed partial class RealLabTests
{
    private static readonly string[] AtEveryStage = ["received", "stored", "accepted", "removed"];

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task F5_is_started_by_the_keyboard_passes_and_shows_its_journeys_and_its_report()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await lab.OpenAsync(await chromium.PageAsync());
        await F5Async(shown);
        await JourneysAsync(shown);
        await ReportAsync(shown.Page);
    }

    private async Task F5Async(LabPage shown)
    {
        var page = shown.Page;
        var before = (await lab.Aa.RunAsync("status --json")).EndedWith(0).Json()["delivered"]!.GetValue<int>();
        await shown.TabToAsync("input[inputmode='numeric']");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("7");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".failed-list")).ToContainTextAsync("by f5", new() { Timeout = RunMilliseconds });
        await Expect(page.Locator(".node.failed").First).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "map-f5");
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Pass", new() { Timeout = RunMilliseconds });
        await Expect(page.Locator(".findings > li[data-status='Held']")).ToHaveCountAsync(9);
        await Expect(page.Locator("[data-name='record-destination']")).ToContainTextAsync($"{before + 30} delivered");
    }

    // Of the records that were seen lately some went through region 1 and some through region 2.
    private static async Task JourneysAsync(LabPage shown)
    {
        var page = shown.Page;
        await shown.TabAsync("Record");
        var recent = await page.Locator(".recent button").AllTextContentsAsync();
        var through = new HashSet<string>();
        foreach (var record in recent)
        {
            await page.GetByLabel("record id").FillAsync(record);
            await shown.Button("show").ClickAsync();
            await Expect(page.Locator(".panel .state[data-record]")).ToHaveAttributeAsync("data-record", record);
            await Expect(page.Locator(".panel .state[data-record]")).ToContainTextAsync("delivered");
            var rows = await page.Locator("details tbody tr").AllAsync();
            var told = new HashSet<string>();
            foreach (var row in rows)
            {
                var cells = await row.Locator("td").AllTextContentsAsync();
                told.Add($"{cells[1]} {cells[2]}");
            }

            var region = Region.All.Single(r => told.Contains($"{r.Name}/inbound received"));
            if (!through.Add(region.Name))
                continue;
            string[] complete =
            [
                "record-source publishing", "record-source acknowledged", "record-destination received", "record-destination delivered",
                .. Stage.All.SelectMany(s => AtEveryStage.Select(what => $"{region.Name}/{s.Name} {what}")),
            ];
            Assert.Superset(complete.ToHashSet(), told);
            await Expect(page.Locator(".sequence .step")).ToHaveCountAsync(rows.Count);
            if (through.Count == Region.All.Count)
                break;
        }

        Assert.Equal(Region.All.Count, through.Count);
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
}
