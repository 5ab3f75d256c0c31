using System.Diagnostics;
using ActiveActive.ScenarioTests.CommandLine;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>
/// A process in a session of its own that removes what bears a label when it is told to, or when this process ends, SIGKILL included.
/// It takes the place of Testcontainers' Ryuk, which is an image to pull and has to be given the engine's socket.
/// </summary>
internal sealed class Reaper : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _label;
    private readonly Process _process;

    private Reaper(string label, Process process) => (_label, _process) = (label, process);

    /// <summary>Starts one; before anything with the label is made.</summary>
    /// <param name="label">name=value</param>
    public static Reaper Start(string label)
    {
        var script = Path.Combine(AaProgram.Repository, "tests", "Scenarios", "Containers", "reaper.sh");
        return new Reaper(label, Process.Start(new ProcessStartInfo("setsid", ["sh", script, label]) { RedirectStandardInput = true })!);
    }

    /// <summary>Has everything removed.</summary>
    /// <exception cref="InvalidOperationException">Something could not be removed, or not in time.</exception>
    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            await _process.WaitForExitAsync(patience.Token);
            if (_process.ExitCode != 0)
                throw new InvalidOperationException($"not everything labelled {_label} could be removed; 'docker ps --all --filter label={_label}' shows containers");
        }
    }
}
