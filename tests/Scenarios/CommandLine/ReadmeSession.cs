using System.Globalization;
using System.Text.RegularExpressions;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>A reader who types what README.md tells to type, in its order; done once for the tests that look at what came of it.</summary>
public sealed partial class ReadmeSession : IAsyncLifetime
{
    // It runs these tests.
    private const string Tests = "test";

    private readonly List<AaRun> _runs = [];
    private LabHome? _home;

    /// <summary>The reader's folders and processes.</summary>
    public LabHome Home => _home!;

    /// <summary>What was typed and what came of it.</summary>
    public IReadOnlyList<AaRun> Runs => _runs;

    /// <summary>What dig said while the lab was up.</summary>
    public string Dug { get; private set; } = "";

    /// <summary>Processes of the lab that were left right after 'down'.</summary>
    public IReadOnlyList<string> LeftByDown { get; private set; } = ["'down' was not typed"];

    // What needs Docker has a reader of its own.
    private static string Readme => Containers().Replace(File.ReadAllText(Path.Combine(AaProgram.Repository, "README.md")), "");

    /// <summary>The last run's folder of a scenario.</summary>
    public string FolderOf(string scenario) =>
        Directory.GetDirectories(Path.Combine(Home.Work, "runs"), scenario + "-*").OrderBy(File.GetLastWriteTimeUtc).Last();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _home = await LabHome.CreateAsync();
        foreach (var command in Commands())
        {
            _runs.Add(await Home.Aa().RunAsync(Here(command)));
            if (command == "up")
                Dug = await DigAsync();
            if (command == "down")
                LeftByDown = Home.Processes();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _home?.DisposeAsync() ?? default;

    private static IEnumerable<string> Commands() => CodeBlock().Matches(Readme)
        .SelectMany(block => block.Groups["code"].Value.Split('\n'))
        .Select(line => Command().Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups["command"].Value.Trim())
        .Where(command => command != Tests);

    // The reader puts the folder of a run before in place of the dots.
    private string Here(string command) =>
        RunFolder().Replace(command, match => Path.GetRelativePath(Home.Work, FolderOf(match.Groups["scenario"].Value)));

    private async Task<string> DigAsync()
    {
        var dig = Dig().Match(Readme);
        Assert.True(dig.Success, "README.md no longer shows how to ask the router");
        // The README's address is that of AA_NET=0, the default.
        Assert.Equal("127.0.0.1", dig.Groups["address"].Value);
        var here = string.Create(CultureInfo.InvariantCulture, $"@127.{Home.Net}.0.1");
        return (await Tool.RunAsync("dig", [here, "-p", dig.Groups["port"].Value, dig.Groups["name"].Value, "+short", "+time=2", "+tries=1"])).Trim();
    }

    [GeneratedRegex("^## In containers$.*?(?=^## What it does not do)", RegexOptions.Multiline | RegexOptions.Singleline)]
    internal static partial Regex Containers();

    [GeneratedRegex("^```\\w*\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^\\./aa (?<command>[^#]+)")]
    private static partial Regex Command();

    [GeneratedRegex("runs/(?<scenario>\\w+)-…")]
    private static partial Regex RunFolder();

    [GeneratedRegex("`dig @(?<address>[\\d.]+) -p (?<port>\\d+) (?<name>[\\w.]+)`")]
    private static partial Regex Dig();
}
