using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;

namespace ActiveActive.Engines.Processes;

/// <summary>
/// Starts every child of the lab, from one thread that lives as long as the launcher. The kernel sends the parent-death signal
/// when the thread that forked ends, not the process: a child started from a pool thread dies when the pool shrinks.
/// Disposing ends that thread, and so kills every child that is left.
/// </summary>
public sealed class ChildLauncher : IDisposable
{
    // Starts are handed over one by one; a lab has some thirty components, so this bound is never reached in order.
    private const int MaxWaitingStarts = 256;

    private readonly Channel<Action> _starts = Channel.CreateBounded<Action>(MaxWaitingStarts);
    private readonly Lazy<StoppedGuard> _guard = new(() => new StoppedGuard());
    private readonly TimeProvider _time;
    private readonly Thread _thread;

    /// <summary>Checks that this machine can start children, and makes ready to.</summary>
    /// <exception cref="ChildStartException">Not Linux, or a tool is missing; the message says which and how to get it.</exception>
    public ChildLauncher(TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
            throw new ChildStartException("the process engine needs Linux (it stands on /proc and parent-death signals); use --engine docker here");
        foreach (var tool in LaunchCommand.Tools)
        {
            if (!IsInPath(tool))
                throw new ChildStartException($"'{tool}' is not in PATH; on Debian it comes with {(tool == "sh" ? "dash" : "util-linux")}: apt-get install {(tool == "sh" ? "dash" : "util-linux")}");
        }

        _time = time;
        _thread = new Thread(RunStarts) { IsBackground = true, Name = "child-launcher" };
        _thread.Start();
    }

    /// <summary>Starts a child. The task ends when its executable, or a step before it, has taken over the log.</summary>
    /// <exception cref="ChildStartException">The log or the working directory cannot be used, or the machine has no processes left.</exception>
    public async Task<ChildProcess> StartAsync(ChildStart start, CancellationToken cancellation)
    {
        if (!Directory.Exists(start.WorkingDirectory))
            throw new ChildStartException($"{start.Name} was not started: its working directory {start.WorkingDirectory} does not exist");
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _starts.Writer.WriteAsync(() => Fork(start, started), cancellation);
        var process = await started.Task;
        // Taken before anybody waits for the end: a child that is gone already has its streams closed.
        using var complaints = process.StandardError;
        process.StandardInput.Dispose();
        var child = new ChildProcess(start, process, _guard, _time);
        // Only the shell that opens the log writes here; it closes the pipe when it has done so. Once there is a child, somebody must
        // come to know it, so this wait, which is short, is not given up.
        var problem = await complaints.ReadToEndAsync(CancellationToken.None);
        if (problem.Length == 0)
            return child;
        await child.Exited;
        throw new ChildStartException($"{start.Name} was not started: {problem.Trim()}");
    }

    /// <summary>Kills what is left of the children and ends.</summary>
    public void Dispose()
    {
        if (!_starts.Writer.TryComplete())
            return;
        _thread.Join();
        if (_guard.IsValueCreated)
            _guard.Value.Dispose();
    }

    private static void Fork(ChildStart start, TaskCompletionSource<Process> started)
    {
        try
        {
            started.SetResult(Process.Start(LaunchCommand.For(start))!);
        }
        catch (Win32Exception refused)
        {
            started.SetException(new ChildStartException($"{start.Name} was not started: {refused.Message}", refused));
        }
    }

    private static bool IsInPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private void RunStarts()
    {
        while (_starts.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_starts.Reader.TryRead(out var start))
                start();
        }
    }
}
