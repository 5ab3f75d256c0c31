using Microsoft.Playwright;
using Xunit;

namespace ActiveActive.BrowserTests;

/// <summary>
/// This machine's own Chromium, without a window. Where there is none, tests are skipped and say what to install; where one was
/// promised (AA_REQUIRE_BROWSER, which './aa test' sets when it has installed it, and CI) they fail.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of its own, with nothing remembered.</summary>
    public async Task<IPage> PageAsync(int width = 1280, int height = 760, ColorScheme scheme = ColorScheme.Light, bool calm = false)
    {
        var browser = _browser;
        if (browser is null)
        {
            var required = Environment.GetEnvironmentVariable("AA_REQUIRE_BROWSER") == "1" || Environment.GetEnvironmentVariable("CI") == "true";
            Assert.False(required, "there is no Chromium on this machine: apt-get install chromium");
            Assert.Skip("there is no Chromium on this machine: apt-get install chromium");
        }

        var context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = calm ? ReducedMotion.Reduce : ReducedMotion.NoPreference, AcceptDownloads = true,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    /// <summary>The browser itself, for who asks it about its processes.</summary>
    public Task<ICDPSession> SessionAsync() => _browser!.NewBrowserCDPSessionAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;
        // On a machine that does other things as well a page may take longer than Playwright's five seconds; a test that passes loses nothing.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AA_CHROMIUM") is { Length: > 0 } named)
            return named;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>All tests of this assembly share one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    /// <summary>Its name.</summary>
    public const string Name = "browser";
}
