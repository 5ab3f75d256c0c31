using System.Diagnostics;
using System.Globalization;

namespace ActiveActive.Engines.Processes;

/// <summary>
/// One child of the lab, from its start to its end. It promises that what it reports was seen in <c>/proc</c>, so a pause or a
/// kill by hand shows like one by the lab. Each call on a tree is confirmed: it returns when every process of the tree has done
/// what the signal asks, or throws <see cref="TimeoutException"/>.
/// </summary>
public sealed class ChildProcess
{
    /// <summary>How long the kernel may take to carry out SIGSTOP, SIGCONT or SIGKILL. A process in a disk wait obeys only after it.</summary>
    public static readonly TimeSpan SignalDeadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly ProcessEntry _self;
    private readonly Lazy<StoppedGuard> _guard;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    internal ChildProcess(ChildStart start, Process process, Lazy<StoppedGuard> guard, TimeProvider time)
    {
        Start = start;
        _guard = guard;
        _time = time;
        // Gone already: a pid without a birth matches no living process, so no signal can go astray.
        _self = ProcessTable.Read(process.Id) ?? new ProcessEntry(process.Id, 0, -1, ChildState.Gone);
        Exited = WaitForExitAsync(process);
    }

    /// <summary>What was started.</summary>
    public ChildStart Start { get; }

    /// <summary>The executable's own process id.</summary>
    public int Pid => _self.Pid;

    /// <summary>Ends when the process does, whoever ended it.</summary>
    public Task<ChildExit> Exited { get; }

    /// <summary>What the process does right now.</summary>
    public ChildState State => Exited.IsCompleted ? ChildState.Gone : ProcessTable.StateOf(_self);

    /// <summary>The process ids of the tree right now, the child's own first; empty when it is gone.</summary>
    public IReadOnlyList<int> TreePids() => [.. ProcessTree.Of(_self).Select(p => p.Pid)];

    /// <summary>Sends a signal to the process alone, unconfirmed.</summary>
    /// <returns>False when it is gone.</returns>
    public bool Signal(ChildSignal signal) => LinuxSignals.Send(_self, signal);

    /// <summary>
    /// Asks the process to end in order (<see cref="ChildStart.StopSignal"/>) and waits; after <paramref name="grace"/> kills the tree.
    /// A stopped tree is continued first, or it could not obey.
    /// </summary>
    /// <returns>How it ended.</returns>
    public async Task<ChildExit> StopAsync(TimeSpan grace, CancellationToken cancellation)
    {
        await SignalTreeAsync(ChildSignal.Continue, cancellation);
        Signal(Start.StopSignal);
        try
        {
            return await Exited.WaitAsync(grace, _time, cancellation);
        }
        catch (TimeoutException)
        {
            await SignalTreeAsync(ChildSignal.Kill, cancellation);
            return await Exited.WaitAsync(SignalDeadline, _time, cancellation);
        }
    }

    /// <summary>
    /// Sends a signal to the process and all its descendants and confirms it. Stop goes from parent to child, since a stopped
    /// parent makes no more children; Continue from child to parent, so that a parent wakes among living children; Kill stops
    /// the tree first, or descendants would lose their parent before they are found. Any other signal is sent, unconfirmed.
    /// </summary>
    public async Task SignalTreeAsync(ChildSignal signal, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            switch (signal)
            {
                case ChildSignal.Stop:
                    await StopTreeAsync(cancellation);
                    break;
                case ChildSignal.Continue:
                    await ContinueTreeAsync(cancellation);
                    break;
                case ChildSignal.Kill:
                    await KillTreeAsync(cancellation);
                    break;
                default:
                    foreach (var process in ProcessTree.Of(_self))
                        LinuxSignals.Send(process, signal);
                    break;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Waits until the process is in <paramref name="state"/>.</summary>
    /// <exception cref="TimeoutException">It was not within <paramref name="deadline"/>.</exception>
    public Task WaitUntilAsync(ChildState state, TimeSpan deadline, CancellationToken cancellation) =>
        PollAsync(() => State == state, deadline, $"be {state}", cancellation);

    /// <summary>The last lines of the log, for the message of a child that ended too soon.</summary>
    public string LogTail(int maxLines = 20)
    {
        const int MaxBytes = 64 * 1024;
        using var file = new FileStream(Start.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > MaxBytes)
            file.Seek(-MaxBytes, SeekOrigin.End);
        using var reader = new StreamReader(file);
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(maxLines));
    }

    private async Task StopTreeAsync(CancellationToken cancellation) => await PollAsync(
        () =>
        {
            var tree = ProcessTree.Of(_self);
            var running = tree.Where(p => p.State == ChildState.Running).ToList();
            foreach (var process in running)
            {
                _guard.Value.Add(process);
                LinuxSignals.Send(process, ChildSignal.Stop);

                // After vfork a parent cannot stand still before its child has begun its program, and one that was stopped never does.
                foreach (var child in tree.Where(c => process.IsInKernel && c.Parent == process.Pid && c.State == ChildState.Stopped))
                    LinuxSignals.Send(child, ChildSignal.Continue);
            }

            // Stable when a fresh look finds nobody running: children born before their parent stood still are caught by the next look.
            return running.Count == 0;
        },
        SignalDeadline,
        "stand still with all its descendants",
        cancellation);

    private async Task ContinueTreeAsync(CancellationToken cancellation) => await PollAsync(
        () =>
        {
            var stopped = ProcessTree.Of(_self).Where(p => p.State == ChildState.Stopped).Reverse().ToList();
            foreach (var process in stopped)
            {
                LinuxSignals.Send(process, ChildSignal.Continue);
                if (_guard.IsValueCreated)
                    _guard.Value.Drop(process);
            }

            return stopped.Count == 0;
        },
        SignalDeadline,
        "go on with all its descendants",
        cancellation);

    private async Task KillTreeAsync(CancellationToken cancellation)
    {
        await StopTreeAsync(cancellation);
        var tree = ProcessTree.Of(_self);
        foreach (var process in tree)
            LinuxSignals.Send(process, ChildSignal.Kill);
        await PollAsync(() => tree.All(p => ProcessTable.StateOf(p) == ChildState.Gone), SignalDeadline, "end with all its descendants", cancellation);
        foreach (var process in tree)
            _guard.Value.Drop(process);
        // The kernel is done; this is only .NET noticing.
        await Exited.WaitAsync(SignalDeadline, _time, cancellation);
    }

    private async Task PollAsync(Func<bool> done, TimeSpan deadline, string what, CancellationToken cancellation)
    {
        var from = _time.GetTimestamp();
        while (!done())
        {
            if (_time.GetElapsedTime(from) > deadline)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{Start.Name} (process {Pid}) did not {what} within {deadline.TotalSeconds:0.#} s"));
            await Task.Delay(PollInterval, _time, cancellation);
        }
    }

    private static async Task<ChildExit> WaitForExitAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            return new ChildExit(process.ExitCode);
        }
    }
}
