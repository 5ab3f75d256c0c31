using System.Diagnostics;

namespace ActiveActive.ScenarioTests.Processes;

/// <summary>Runs a command of the machine to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it; a non-zero exit code fails the test with what it wrote.</summary>
    public static async Task<string> RunAsync(string command, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Xunit.Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {await errors}");
        return await output;
    }
}
