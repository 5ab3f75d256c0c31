using System.Net;
using System.Net.Sockets;
using ActiveActive.Controller;
using Microsoft.Playwright;
using Xunit;

namespace ActiveActive.BrowserTests;

/// <summary>A page in the browser that shows a <see cref="ShownLab"/> through a real controller. What the page logs as an error fails the test.</summary>
public sealed class ShownPage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aa-page-");
    private readonly IReadOnlyList<string> _errors;
    private readonly int _port = FreePort();
    private LabController? _controller;

    private ShownPage(IPage page)
    {
        Page = page;
        _errors = PageErrors.Of(page);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The lab that it shows.</summary>
    public ShownLab Lab { get; private set; } = null!;

    /// <summary>Where its runs' folders are.</summary>
    public string Runs => Path.Combine(_folder.FullName, "runs");

    /// <summary>What lab.json says.</summary>
    public LabState State => _controller!.State;

    /// <summary>Starts a controller and opens the page with its token; returns when the map is there.</summary>
    public static async Task<ShownPage> OpenAsync(IPage page)
    {
        var shown = new ShownPage(page);
        await shown.StartAsync();
        await page.GotoAsync($"{shown.State.Url}/#token={shown.State.Token}");
        await page.Locator(".map").WaitForAsync();
        return shown;
    }

    /// <summary>Something on the map, by its target's name.</summary>
    public ILocator Node(string name) => Page.Locator($"[data-name='{name}']");

    /// <summary>Ends the controller as SIGKILL would: it leaves its state file.</summary>
    public async Task KillAsync()
    {
        var file = Path.Combine(_folder.FullName, "home", "lab.json");
        var left = await File.ReadAllBytesAsync(file);
        await _controller!.DisposeAsync();
        await File.WriteAllBytesAsync(file, left);
    }

    /// <summary>Starts a controller on the same address and the same folder.</summary>
    public async Task StartAsync()
    {
        Lab = new ShownLab(Path.Combine(_folder.FullName, "histories"));
        _controller = await LabController.StartAsync(
            new ControllerOptions
            {
                StateFolder = Path.Combine(_folder.FullName, "home"), DataFolder = Path.Combine(_folder.FullName, "data"), WorkFolder = _folder.FullName, Port = _port,
            },
            Lab, _ => Lab, new Progress<string>(), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await _controller!.DisposeAsync();
        _folder.Delete(recursive: true);
        Assert.Empty(_errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
