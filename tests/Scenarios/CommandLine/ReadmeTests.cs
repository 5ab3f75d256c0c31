using System.Globalization;
using System.Text.RegularExpressions;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>What README.md tells the reader to type works as it stands there, in its order.</summary>
[Collection(AaCollection.Name)]
public sealed partial class ReadmeTests
{
    // It runs these tests.
    private const string Tests = "test";

    [Fact]
    public async Task Every_command_of_the_readme_works()
    {
        var commands = Commands();
        Assert.True(commands.Count >= 10, $"only {commands.Count} commands were found in README.md");
        await using var home = await LabHome.CreateAsync();
        foreach (var command in commands)
        {
            var run = (await home.Aa().RunAsync(Here(command, home))).EndedWith(0);
            if (command == "up")
                await DigAsync(home);
            if (command == "down")
                await home.NothingIsLeftAsync();
            Assert.NotEmpty(run.Output);
        }
    }

    private static List<string> Commands()
    {
        var readme = File.ReadAllText(Path.Combine(AaProgram.Repository, "README.md"));
        return [.. CodeBlock().Matches(readme)
            .SelectMany(block => block.Groups["code"].Value.Split('\n'))
            .Select(line => Command().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["command"].Value.Trim())
            .Where(command => command != Tests)];
    }

    // The reader puts the folder of the run before in place of the dots.
    private static string Here(string command, LabHome home) => !command.Contains('…') ? command
        : RunFolder().Replace(command, match => Path.GetRelativePath(
            home.Work, Directory.GetDirectories(Path.Combine(home.Work, "runs"), match.Groups["scenario"].Value + "-*").Order(StringComparer.Ordinal).Last()));

    private static async Task DigAsync(LabHome home)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(AaProgram.Repository, "README.md"));
        var dig = Dig().Match(readme);
        Assert.True(dig.Success, "README.md shows how to ask the router");
        // The README's address is that of AA_NET=0, the default.
        Assert.Equal("127.0.0.1", dig.Groups["address"].Value);
        var here = string.Create(CultureInfo.InvariantCulture, $"127.{home.Net}.0.1");
        var answer = (await Tool.RunAsync("dig", [$"@{here}", "-p", dig.Groups["port"].Value, dig.Groups["name"].Value, "+short", "+time=2", "+tries=1"])).Trim();
        Assert.Contains(answer, (string[])[$"127.{home.Net}.1.10", $"127.{home.Net}.2.10"]);
    }

    [GeneratedRegex("^```\\w*\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^\\./aa (?<command>[^#]+)")]
    private static partial Regex Command();

    [GeneratedRegex("runs/(?<scenario>\\w+)-…")]
    private static partial Regex RunFolder();

    [GeneratedRegex("`dig @(?<address>[\\d.]+) -p (?<port>\\d+) (?<name>[\\w.]+)`")]
    private static partial Regex Dig();
}
