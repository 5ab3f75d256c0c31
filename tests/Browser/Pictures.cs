using ActiveActive.ScenarioTests.CommandLine;
using Microsoft.Playwright;

namespace ActiveActive.BrowserTests;

/// <summary>Pictures of the page as a test saw it: in artifacts/pictures, and with AA_PICTURES=docs where README shows them from.</summary>
internal static class Pictures
{
    /// <summary>Takes one in each scheme, of one and the same moment but for what moves.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await KeepAsync(page, $"{name}-{scheme.ToString().ToLowerInvariant()}", whole: false);
        }
    }

    /// <summary>Takes one as the page is.</summary>
    public static async Task KeepAsync(IPage page, string name, bool whole)
    {
        var folder = Environment.GetEnvironmentVariable("AA_PICTURES") is { Length: > 0 } named ? named : Path.Combine("artifacts", "pictures");
        await page.ScreenshotAsync(new() { Path = Path.Combine(AaProgram.Repository, folder, name + ".png"), FullPage = whole });
    }
}
