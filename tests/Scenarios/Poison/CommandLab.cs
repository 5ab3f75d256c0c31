using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace ActiveActive.ScenarioTests.Poison;

/// <summary>A lab of a test's own, driven by the aa command as a user would; it ends with the test.</summary>
internal sealed class CommandLab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly byte _net;
    private readonly DirectoryInfo _home;

    public CommandLab(byte net)
    {
        _net = net;
        _home = Directory.CreateTempSubdirectory("aa-command-lab-");
        // PostgreSQL's user has to get in.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_home.FullName, (UnixFileMode)0b111_101_101);
    }

    /// <summary>SQS of region 1.</summary>
    public Uri Sqs => new(string.Create(CultureInfo.InvariantCulture, $"http://127.{_net}.1.10:4566"));

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var aa = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Cli", "release", "aa"));
        var info = new ProcessStartInfo(aa, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home.FullName,
            Environment = { ["AA_HOME"] = _home.FullName, ["AA_NET"] = _net.ToString(CultureInfo.InvariantCulture), ["TERM"] = "dumb" },
        };
        using var process = Process.Start(info)!;
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"aa {string.Join(' ', arguments)} took longer than {Patience.TotalSeconds} s");
        }
    }

    /// <summary>A scenario's verdict, as --json tells it.</summary>
    public async Task<(int ExitCode, JsonElement Verdict)> JudgeAsync(params string[] run)
    {
        var (exitCode, output, errors) = await RunAsync(["run", .. run, "--keep", "--json"]);
        Assert.True(output.StartsWith('{'), $"aa run {string.Join(' ', run)} ended with {exitCode}: {errors}");
        return (exitCode, JsonDocument.Parse(output).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        _home.Delete(recursive: true);
    }
}
