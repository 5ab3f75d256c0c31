using ActiveActive.Contracts;
using ActiveActive.Spec;
using ActiveActive.UnitTests;
using ActiveActive.UnitTests.Spec;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>Runs that left a folder: two of them side by side, and one in which a record was lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RunsTests(Chromium chromium)
{
    private const int DeadlineMilliseconds = 90_000;
    private const string Whole = "f5-20260105-120000-1";
    private const string Spoiled = "f5-20260106-120000-2";
    private const string Lost = "rec-15";

    private static readonly Replica Lacking = new("r2", "inbound");

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Two_runs_are_compared_and_the_one_that_lost_a_record_shows_its_journey()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        await LeaveAsync(HonestRun.Of(seed: 1), Path.Combine(shown.Runs, Whole));
        var spoiled = HonestRun.Of(seed: 2);
        spoiled.RemoveRow(Lacking, Lost);
        await LeaveAsync(spoiled, Path.Combine(shown.Runs, Spoiled));

        await shown.Page.GetByRole(AriaRole.Tab, new() { Name = "Runs" }).ClickAsync();
        await Expect(shown.Page.Locator(".runs tbody tr td:first-child")).ToHaveTextAsync(["Fail", "Pass"]);
        await shown.Page.GetByLabel(Whole).CheckAsync();
        await shown.Page.GetByLabel(Spoiled).CheckAsync();
        await Expect(shown.Page.Locator(".compare thead th[scope='col']")).ToHaveTextAsync(["", Whole, Spoiled]);
        await Expect(Row("verdict")).ToHaveClassAsync("differs");
        await Expect(Row("verdict").Locator("td")).ToHaveTextAsync(["Pass", "Fail ≠"]);
        await Expect(Row("records delivered")).ToHaveClassAsync("");
        await Expect(Row("records delivered").Locator("td")).ToHaveTextAsync(["30", "30"]);
        await AccessTests.NothingSeriousAsync(shown.Page, "a comparison");

        await shown.Page.GetByLabel(Whole).UncheckAsync();
        await Expect(shown.Page.Locator(".report .verdict")).ToHaveTextAsync("Fail");
        await Expect(shown.Page.Locator(".report .findings > li[data-status='Violated']").First).ToContainTextAsync(Lost);
        var journey = shown.Page.Locator(".report section", new() { Has = shown.Page.GetByRole(AriaRole.Heading, new() { Name = $"Journey of {Lost}" }) });
        await Expect(journey.Locator(".sequence .step.stored").First).ToBeAttachedAsync();
        await Expect(journey.Locator(".sequence .step.delivered").First).ToBeAttachedAsync();
        await AccessTests.NothingSeriousAsync(shown.Page, "a report of a failed run");

        ILocator Row(string name) => shown.Page.Locator(".compare tbody tr", new() { Has = shown.Page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) });
    }

    private static async Task LeaveAsync(HonestRun run, string folder)
    {
        using var written = new TemporaryFolder();
        var writer = await run.WriteAsync(written);
        writer.WriteVerdict(run.Judge());
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(writer.FolderPath, folder);
    }
}
