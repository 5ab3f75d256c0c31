using System.Globalization;
using ActiveActive.ScenarioTests.Processes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveActive.BrowserTests;

/// <summary>The page over a lab that really runs, and what a reader does on it. What the page logs as an error fails the test.</summary>
public sealed class LabPage : IAsyncDisposable
{
    /// <summary>Three that are there once, and of each region the emulator, two instances, five stages, six queues, five stores and a lane.</summary>
    public const int AllNodes = 3 + (2 * (1 + 2 + 5 + 6 + 5 + 1));

    // As far as a reader's patience goes: every focusable thing of the page twice.
    private const int MostTabs = 250;

    // What lies at a node's middle may be a record, and a click on it would mean that.
    private static readonly Position BesideRecords = new() { X = 12, Y = 6 };

    private readonly IReadOnlyList<string> _errors;

    private LabPage(IPage page)
    {
        Page = page;
        _errors = PageErrors.Of(page);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens an address; returns when everything on the map works.</summary>
    public static async Task<LabPage> OpenAsync(IPage page, string address)
    {
        var shown = new LabPage(page);
        await page.GotoAsync(address);
        await shown.WorksAsync();
        return shown;
    }

    /// <summary>Something on the map, by its target's name.</summary>
    public ILocator Node(string name) => Page.Locator($"[data-name='{name}']");

    /// <summary>A button by its whole name.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Clicks a node.</summary>
    public Task ChooseAsync(string name) => Node(name).ClickAsync(new() { Position = BesideRecords });

    /// <summary>Opens a tab.</summary>
    public Task TabAsync(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    /// <summary>Waits until all of the lab works and nothing is on its way.</summary>
    public async Task WorksAsync()
    {
        await Expect(Page.Locator(".node[data-health='works']")).ToHaveCountAsync(AllNodes);
        await Expect(Page.Locator(".failed-list")).ToContainTextAsync("Nothing is failed");
        await Expect(Page.Locator(".top dl div", new() { HasText = "waiting" }).Locator("dd")).ToHaveTextAsync("0");
    }

    /// <summary>How many messages a queue shows; null where it shows none.</summary>
    public async Task<int?> CountAsync(string queue) =>
        int.TryParse(await Node($"{queue}-queue").Locator(".count").TextContentAsync(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Waits until a queue shows more than so many messages; returns how many.</summary>
    public async Task<int> MoreThanAsync(string queue, int messages, TimeSpan deadline)
    {
        int? seen = null;
        await WaitFor.ConditionAsync(async () => (seen = await CountAsync(queue)) > messages, deadline, $"more than {messages} messages in {queue}", TimeSpan.FromMilliseconds(100));
        return seen!.Value;
    }

    /// <summary>Presses the tabulator until what is focused fits a selector.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector))
                return;
            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"the keyboard does not reach {selector}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(_errors);
    }
}
