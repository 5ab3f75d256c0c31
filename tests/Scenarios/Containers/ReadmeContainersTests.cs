using System.Text.RegularExpressions;
using ActiveActive.Engines.OnDocker;
using ActiveActive.ScenarioTests.CommandLine;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>A reader who types what README.md tells to type about containers, line after line, in a lab that disturbs no other.</summary>
[Collection(OwnLabsCollection.Name)]
public sealed partial class ReadmeContainersTests : IDisposable
{
    private static readonly TimeSpan OneCommand = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("aa-readme-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_works_as_it_stands_there()
    {
        await EngineRequirement.RequireAsync("activeactive/moto");
        using var docker = EngineSocket.Connect();
        using var addresses = await LabAddresses.ReserveAsync(docker, Cancel);
        var name = ContainerLab.NewName();
        await using (Reaper.Start($"{DockerLabOptions.LabLabel}={name}"))
        {
            var environment = new Dictionary<string, string>(addresses.Environment(name))
            {
                ["AA_HOME"] = _work.FullName,
                // No registry can be counted on; the sentence below the command says that any image will do.
                ["AWS_EMULATOR_IMAGE"] = "activeactive/moto",
            };
            var said = new Dictionary<string, string>();
            foreach (var line in Commands())
                said[line] = await TypeAsync(Here(line, name), environment);

            Assert.True(said.Count >= 11, $"only {said.Count} commands were found in README.md");
            Assert.Equal(4, said.Count(s => s.Key.Contains(" run ", StringComparison.Ordinal) && s.Value.Contains("\nPass\n", StringComparison.Ordinal)));
            Assert.Contains($"pause r1/core since", said["./aa status"], StringComparison.Ordinal);
            Assert.StartsWith("Healthy", said["docker compose exec controller aa status"], StringComparison.Ordinal);
        }

        Assert.Empty(await LabelledThings.ListAsync(docker, DockerLabOptions.LabLabel, name));
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Delete(recursive: true);

    private static IEnumerable<string> Commands() =>
        CodeBlock().Matches(ReadmeSession.Containers().Match(File.ReadAllText(Path.Combine(AaProgram.Repository, "README.md"))).Value)
            .SelectMany(block => block.Groups["code"].Value.Split('\n'))
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0);

    // The reader's containers have the names that README gives them; those of this lab have a prefix.
    private static string Here(string line, string name) => Container().Replace(line, match => $"{match.Groups["command"].Value} {name}-{match.Groups["container"].Value}");

    private static async Task<string> TypeAsync(string line, Dictionary<string, string> environment)
    {
        var info = new System.Diagnostics.ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = AaProgram.Repository, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            info.Environment[variable] = value;
        using var typed = new AaStarted(line, System.Diagnostics.Process.Start(info)!);
        return (await typed.EndAsync(OneCommand)).EndedWith(0).Output;
    }

    [GeneratedRegex("^```\\w*\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^(?<command>docker (un)?pause) (?<container>[\\w-]+)")]
    private static partial Regex Container();
}
