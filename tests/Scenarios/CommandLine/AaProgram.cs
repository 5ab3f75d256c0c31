using System.Diagnostics;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>The real aa program, as './aa' starts it.</summary>
public sealed class AaProgram(string workingFolder, IReadOnlyList<(string Name, string? Value)> environment)
{
    /// <summary>The folder of the solution.</summary>
    public static readonly string Repository = Find(AppContext.BaseDirectory);

    // A run of three batches takes 25 s on two quiet cores.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(150);

    private static string Executable => Path.Combine(Repository, "artifacts", "bin", "Cli", "release", "aa");

    private static string Simulator => Path.Combine(Repository, "artifacts", "bin", "Simulation", "release", "ActiveActive.Simulation");

    /// <summary>Runs a command line to its end.</summary>
    public Task<AaRun> RunAsync(string commandLine) => RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a command to its end; at the deadline it is killed, and the test fails with what it said until then.</summary>
    public async Task<AaRun> RunAsync(params IReadOnlyList<string> arguments)
    {
        using var started = Start(arguments);
        return await started.EndAsync(Deadline);
    }

    /// <summary>Starts a command and leaves it running.</summary>
    public AaStarted Start(params IReadOnlyList<string> arguments)
    {
        // As the script does: the simulator is a program of its own.
        var (program, rest) = arguments is ["sim", ..] ? (Simulator, arguments.Skip(1)) : (Executable, arguments);
        Assert.True(File.Exists(program), $"{program} is not built");
        var info = new ProcessStartInfo(program, rest)
        {
            WorkingDirectory = workingFolder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return new AaStarted($"aa {string.Join(' ', arguments)}", Process.Start(info)!);
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ActiveActive.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository."));
}
