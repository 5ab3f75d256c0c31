using System.Globalization;
using System.IO.Compression;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.ScenarioTests.CommandLine;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>
/// The page's figures: how it moves with a thousand records in flight, what page and controller cost at rest, what the page weighs.
/// A measurement and no test: figures.sh runs it, on a machine that does nothing else, and README of the dashboard keeps what it printed.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class Figures(Chromium chromium, RealLab lab) : IClassFixture<RealLab>
{
    private const int Records = 1_000;
    private const int FramesMilliseconds = 10_000;

    // The kernel counts a process's time in ticks of this many a second, on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    [Fact(Explicit = true)]
    public async Task Frames_with_a_thousand_records_in_flight()
    {
        await using var shown = await ShownPage.OpenAsync(await chromium.PageAsync());
        using var stop = new CancellationTokenSource();
        var flying = FlyAsync(shown.Lab, stop.Token);
        await Expect(shown.Page.Locator(".sky")).ToHaveAttributeAsync("data-records", Records.ToString(CultureInfo.InvariantCulture));
        var gaps = await shown.Page.EvaluateAsync<double[]>("""
            async (span) => {
              const gaps = [];
              const began = performance.now();
              const frames = Number(document.querySelector('.sky').dataset.frames);
              let before = await new Promise(requestAnimationFrame);
              while (performance.now() - began < span) {
                const now = await new Promise(requestAnimationFrame);
                gaps.push(now - before);
                before = now;
              }
              gaps.push(Number(document.querySelector('.sky').dataset.frames) - frames);
              return gaps;
            }
            """, FramesMilliseconds);
        await stop.CancelAsync();
        await flying;
        var drawn = gaps[^1];
        var sorted = gaps[..^1].Order().ToArray();
        Tell($"frames with {Records} records in flight, {FramesMilliseconds / 1000} s, headless Chromium, software rendering: {sorted.Length * 1000 / sorted.Sum():0.0} a second; between two: half within {At(0.5):0.0} ms, 95 % within {At(0.95):0.0}, 99 % within {At(0.99):0.0}, longest {sorted[^1]:0.0}; the map was drawn {drawn} times");

        double At(double part) => sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)];
    }

    [Fact(Explicit = true)]
    public async Task Processor_time_at_rest()
    {
        var page = await chromium.PageAsync();
        var shown = await lab.OpenAsync(page);
        var controller = lab.ControllerId();
        var browser = await chromium.SessionAsync();
        var (before, of) = (await SpentAsync(browser), Spent(controller));
        await Task.Delay(Rest, TimeProvider.System, TestContext.Current.CancellationToken);
        var (open, with) = (Spent(controller) - of, await SpentAsync(browser) - before);
        await shown.DisposeAsync();
        of = Spent(controller);
        await Task.Delay(Rest, TimeProvider.System, TestContext.Current.CancellationToken);
        var closed = Spent(controller) - of;
        Tell($"at rest for a minute, of one core: all of Chromium with the page open {Percent(with):0.0} %; controller with the page open {Percent(open):0.0} %, closed {Percent(closed):0.0} %");

        static double Percent(double seconds) => 100 * seconds / Rest.TotalSeconds;
    }

    [Fact(Explicit = true)]
    public void Weight_of_the_page()
    {
        var files = new[] { "index.html", "app.css", "app.js", "icon.svg" }.Select(f => File.ReadAllBytes(Path.Combine(AaProgram.Repository, "chaos", "Dashboard", "dist", f))).ToList();
        Tell($"the page: {files.Sum(f => f.Length) / 1024.0:0.0} KiB as it is served, {files.Sum(Compressed) / 1024.0:0.0} KiB compressed by gzip");
    }

    // A stage further every time that the one before is reached: all of them move all the time, by both regions.
    private static async Task FlyAsync(ShownLab lab, CancellationToken stop)
    {
        lab.Wait(Region.One, "core-postprocess", Records);
        for (var step = 0; !stop.IsCancellationRequested; step++)
        {
            var stage = Stage.All[step / 2 % Stage.All.Count];
            foreach (var region in Region.All)
            {
                lab.Of($"{region.Name}/{stage.Name}").Write([.. Enumerable.Range(0, Records).Where(i => i % 2 == (region == Region.One ? 0 : 1)).Select(i => step % 2 == 0
                    ? new HistoryEvent(HistoryEvents.Received) { Record = $"record-{i}", Queue = stage.InQueue }
                    : new HistoryEvent(HistoryEvents.Accepted) { Record = $"record-{i}", Queue = stage.OutQueue })]);
            }

            await Task.Delay(Step, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Every process of the browser, as it accounts for them itself.
    private static async Task<double> SpentAsync(ICDPSession browser) =>
        (await browser.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray().Sum(p => p.GetProperty("cpuTime").GetDouble());

    private static double Spent(int process)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        // After the name, which may hold anything, in parentheses: state is field 3, utime 14, stime 15.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long Compressed(byte[] file)
    {
        using var into = new MemoryStream();
        using (var zip = new GZipStream(into, CompressionLevel.SmallestSize, leaveOpen: true))
            zip.Write(file);
        return into.Length;
    }

    private static void Tell(FormattableString figure) => TestContext.Current.TestOutputHelper!.WriteLine(
        $"{FormattableString.Invariant(figure)} (load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} on {Environment.ProcessorCount} cores)");
}
