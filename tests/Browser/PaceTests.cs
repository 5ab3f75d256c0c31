using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>How fast the page draws with a thousand records in flight, and what it costs at rest. The figures are printed.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PaceTests(Chromium chromium)
{
    private const int DeadlineMilliseconds = 120_000;
    private const int Records = 1_000;

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_thousand_records_in_flight_are_drawn_and_a_page_at_rest_draws_nothing()
    {
        _ = TestContext.Current.CancellationToken;
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        var sky = shown.Page.Locator(".sky");
        shown.Lab.Wait(Region.One, "core-postprocess", Records);
        foreach (var stage in Stage.All)
        {
            shown.Lab.Of($"r1/{stage}").Write([.. Enumerable.Range(0, Records).SelectMany(i => new[]
            {
                new HistoryEvent(HistoryEvents.Received) { Record = $"record-{i}", Queue = stage.InQueue },
                new HistoryEvent(HistoryEvents.Accepted) { Record = $"record-{i}", Queue = stage.OutQueue },
            })]);
        }

        await Expect(sky).ToHaveAttributeAsync("data-records", Records.ToString(CultureInfo.InvariantCulture));
        // What the drawing of one frame takes is the page's own; how many frames there are is the machine's, which has no screen here.
        var frame = await shown.Page.EvaluateAsync<double>("""
            async () => {
              const canvas = document.querySelector('.sky');
              const times = [];
              for (let i = 0; i < 40; i++) {
                const before = Number(canvas.dataset.frames);
                const began = performance.now();
                window.dispatchEvent(new CustomEvent('draw-now'));
                if (Number(canvas.dataset.frames) === before + 1) times.push(performance.now() - began);
                await new Promise(requestAnimationFrame);
              }
              times.sort((a, b) => a - b);
              return times.length ? times[Math.floor(times.length / 2)] : -1;
            }
            """);
        Assert.InRange(frame, 0, 1000.0 / 60);
        shown.Lab.Wait(Region.One, "core-postprocess", 0);
        await Expect(sky).ToHaveAttributeAsync("data-records", "0");
        var (frames, busy) = await RestAsync(shown.Page);
        Assert.InRange(frames, 0, 2);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"a frame with {Records} records: {frame:0.00} ms; at rest: {frames} frames and {busy:0.0} % of a core in ten seconds"));
        Assert.InRange(busy, 0, 3);
    }

    // Ten seconds of the page's own main thread, by the browser's account.
    private static async Task<(int Frames, double Percent)> RestAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        var (frames, time) = (await FramesAsync(page), await BusyAsync(session));
        await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 10000))");
        return (await FramesAsync(page) - frames, (await BusyAsync(session) - time) * 10);
    }

    private static async Task<int> FramesAsync(IPage page) =>
        int.Parse((await page.Locator(".sky").GetAttributeAsync("data-frames"))!, CultureInfo.InvariantCulture);

    private static async Task<double> BusyAsync(ICDPSession session) => (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics")
        .EnumerateArray().Single(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
}
