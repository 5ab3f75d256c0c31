using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveActive.ScenarioTests.CommandLine;
using ActiveActive.ScenarioTests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace ActiveActive.BrowserTests;

/// <summary>
/// A real lab of twenty processes, started by 'aa up' when the first test opens a page on it, and shared by those that leave it as they
/// found it: up, whole and at rest.
/// </summary>
public sealed partial class RealLab : IAsyncLifetime
{
    private LabHome? _home;
    private string _address = "";

    /// <summary>The program, at this lab.</summary>
    public AaProgram Aa => _home!.Aa();

    /// <summary>Opens the page in the browser, as who types what 'aa up' printed.</summary>
    public async Task<LabPage> OpenAsync(IPage page)
    {
        if (_home is null)
        {
            _home = await LabHome.CreateAsync();
            await UpAsync();
        }

        return await LabPage.OpenAsync(page, _address);
    }

    /// <summary>aa up.</summary>
    public async Task UpAsync() => _address = Address().Match((await Aa.RunAsync("up")).EndedWith(0).Output).Value;

    /// <summary>Ends the controller by SIGKILL; returns when none of the lab's processes is left.</summary>
    public async Task KillControllerAsync()
    {
        await Tool.RunAsync("kill", ["-KILL", ControllerId().ToString(CultureInfo.InvariantCulture)]);
        await _home!.NothingIsLeftAsync();
    }

    /// <summary>The controller's process.</summary>
    public int ControllerId()
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(_home!.OwnHome, "lab.json")));
        return state.RootElement.GetProperty("pid").GetInt32();
    }

    /// <summary>Writes a file into the folder that commands run in.</summary>
    public string Write(string name, string content) => _home!.Write(name, content);

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_home is null)
            return;
        await using (_home)
            (await Aa.RunAsync("down")).EndedWith(0);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/#token=[0-9a-f]{64}")]
    internal static partial Regex Address();
}
