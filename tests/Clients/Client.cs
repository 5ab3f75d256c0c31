using System.Diagnostics;
using ActiveActive.ConformanceTests;
using Xunit;

namespace ActiveActive.ClientTests;

/// <summary>A client of AWS that is a program with scripts in a folder of its own.</summary>
/// <param name="Folder">The folder beside this file.</param>
/// <param name="Version">A command that succeeds where the client is installed.</param>
/// <param name="Operations">The command that lists what the client knows, service last.</param>
internal sealed record Client(string Folder, string[] Version, string[] Operations)
{
    public static readonly Client Cli = new("cli", ["aws", "--version"], ["bash", "operations.sh"]);

    public static readonly Client Boto3 = new("boto3", ["python3", "-c", "import boto3"], ["python3", "operations.py"]);

    public static readonly Client JavaScript = new("js", ["node", "operations.mjs", "sqs"], ["node", "operations.mjs"]);

    /// <summary>No script takes this long; one that hangs is told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs a script against two regions of its own, and asserts that it succeeded and left out no operation.</summary>
    public async Task Plays(string[] script, params string[] services)
    {
        await using var regions = await Regions.Start();
        var (code, said) = await Run(Version, regions);
        if (code != 0 && Environment.GetEnvironmentVariable("AA_REQUIRE_CLIENTS") != "1")
            Assert.Skip($"{Version[0]} is not here, or cannot do '{string.Join(' ', Version)}': tests/Clients/install.sh installs it, or says how. {said}");
        Assert.True(code == 0, said);
        (code, said) = await Run(script, regions);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(code == 0, $"{Folder}: {string.Join(' ', script)}\n{said}");
        var known = new List<string>();
        foreach (var service in services)
        {
            (code, said) = await Run([.. Operations, service], regions);
            Assert.True(code == 0, said);
            known.AddRange(said.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        }

        await regions.AllWasPlayed(services, known);
    }

    private async Task<(int Code, string Said)> Run(string[] command, Regions regions)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "env", .. command])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.Combine(OperationsTable.Scripts, Folder),
        };
        foreach (var (name, value) in Settings(regions))
            start.Environment[name] = value;
        using var process = await Starter.Start(start);
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // Nothing of this machine's own AWS settings counts. Debian's programs come before what else is installed.
    private static Dictionary<string, string> Settings(Regions regions) => new()
    {
        ["PATH"] = $"/usr/bin:/bin:{Environment.GetEnvironmentVariable("PATH")}",
        ["AA_ENDPOINT"] = regions.East.Address,
        ["AA_ENDPOINT_WEST"] = regions.West.Address,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["NO_PROXY"] = "*",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        ["LC_ALL"] = "C.UTF-8",
    };
}
