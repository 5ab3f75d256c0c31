using Microsoft.Playwright;

namespace ActiveActive.BrowserTests;

/// <summary>What goes wrong in a page while a test plays it.</summary>
internal static class PageErrors
{
    /// <summary>Gathers a page's uncaught errors and what it says of errors, from now on.</summary>
    public static IReadOnlyList<string> Of(IPage page)
    {
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            // Of requests that fail while there is no controller the browser tells by itself.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                errors.Add(message.Text);
        };
        return errors;
    }
}
