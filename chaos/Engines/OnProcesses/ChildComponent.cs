using System.Net;
using ActiveActive.Engines.Lab;
using ActiveActive.Engines.Processes;
using ActiveActive.Faults;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>A component as a child process: how it is started, and what proves that it works.</summary>
internal sealed class ChildComponent(
    string name, IPEndPoint address, Func<ChildStart> start, Func<CancellationToken, Task> ready, ChildLauncher launcher, TimeProvider time) : IComponent
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ready = TimeSpan.FromSeconds(30);

    public string Name => name;

    public IPEndPoint Address => address;

    public int? Pid => Child?.Pid;

    public string? Container => null;

    public bool IsOwn => !name.Contains("/aurora-", StringComparison.Ordinal);

    /// <summary>The process of its current life, or of its last.</summary>
    public ChildProcess? Child { get; private set; }

    public RunState State => Child?.State switch
    {
        ChildState.Running => RunState.Running,
        ChildState.Stopped => RunState.Paused,
        _ => RunState.Gone,
    };

    public string Seen => $"process {Pid} is {State switch
    {
        RunState.Paused => "stopped (T)",
        RunState.Running => "running",
        _ => "gone",
    }}";

    // Without a signal, or by one that a process gives itself: an abort, or what the kernel gives for a fault of its own.
    public string? OwnEnd => Child is { Exited: { IsCompletedSuccessfully: true, Result: { } exit } } && (exit.Signal ?? 6) is 4 or 6 or 7 or 8 or 11 && exit.Code != 0
        ? $"it {exit}; its last words: {Child.LogTail(3)}"
        : null;

    public Task ProbeAsync(CancellationToken cancellation) => ready(cancellation);

    public async Task StartAsync(CancellationToken cancellation) => Child = await launcher.StartAsync(start(), cancellation);

    public Task WaitUntilReadyAsync(TimeSpan deadline, CancellationToken cancellation) =>
        this.WaitUntilReadyAsync(() => State == RunState.Gone ? Child?.LogTail() : null, time, deadline, cancellation);

    public Task FailAsync(FaultKind kind, CancellationToken cancellation) => kind.OnProcesses() switch
    {
        FaultKind.Stop => Child!.StopAsync(Grace, cancellation),
        FaultKind.Kill => Child!.SignalTreeAsync(ChildSignal.Kill, cancellation),
        FaultKind.Pause => Child!.SignalTreeAsync(ChildSignal.Stop, cancellation),
        _ => throw new UnusableFaultException($"{kind.Text()} does not fit {name}"),
    };

    public Task<(bool Holds, string Seen)> LookAsync(FaultKind kind, CancellationToken cancellation)
    {
        var wanted = kind.OnProcesses() == FaultKind.Pause ? RunState.Paused : RunState.Gone;
        var how = kind == FaultKind.Disconnect ? "disconnect as a pause: processes have no network to cut; " : "";
        return Task.FromResult((State == wanted, how + Seen));
    }

    public async Task ReviveAsync(CancellationToken cancellation)
    {
        if (State == RunState.Gone)
            await StartAsync(cancellation);
        else
            await Child!.SignalTreeAsync(ChildSignal.Continue, cancellation);
        await WaitUntilReadyAsync(Ready, cancellation);
    }
}
