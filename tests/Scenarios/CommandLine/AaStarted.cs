using System.Diagnostics;
using System.Text;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>A command that runs.</summary>
public sealed class AaStarted : IDisposable
{
    private readonly string _command;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    internal AaStarted(string command, Process process)
    {
        (_command, _process) = (command, process);
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>What it has said on standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Waits until it says <paramref name="text"/> on standard error.</summary>
    public async Task SaysAsync(string text, TimeSpan deadline)
    {
        await WaitFor.ConditionAsync(() => Errors.Contains(text, StringComparison.Ordinal) || _process.HasExited, deadline, $"'{text}' from {_command}, which said:\n{Errors}");
        Assert.True(Errors.Contains(text, StringComparison.Ordinal), $"{_command} ended before it said '{text}':\n{Errors}");
    }

    /// <summary>Sends a signal to this process alone.</summary>
    public Task SignalAsync(string signal) => Tool.RunAsync("kill", [$"-{signal}", $"{_process.Id}"]);

    /// <summary>Waits for its end; kills it at the deadline and fails.</summary>
    public async Task<AaRun> EndAsync(TimeSpan deadline)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(deadline);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed and not yet disposed of: whoever started it does that, and twice would hide what is said here.
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{_command}' did not end within {deadline.TotalSeconds:0} s; it said:\n{Errors}");
        }

        lock (_output)
            return new AaRun(_command, _process.ExitCode, _output.ToString(), Errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Keep(StringBuilder to, string? line)
    {
        if (line is null)
            return;
        lock (to)
            to.Append(line).Append('\n');
    }
}
