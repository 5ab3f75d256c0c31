using System.Net;
using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;

namespace ActiveActive.Engines.Lab;

/// <summary>One process of the lab: how it is started, and what proves that it works.</summary>
internal sealed class Managed(string name, IPEndPoint address, Func<ChildStart> start, Func<CancellationToken, Task> ready)
{
    public string Name => name;

    public IPEndPoint Address => address;

    /// <summary>The process of its current life, or of its last.</summary>
    public ChildProcess? Child { get; private set; }

    /// <summary>Throws while it does not work.</summary>
    public Task ProbeAsync(CancellationToken cancellation) => ready(cancellation);

    public async Task StartAsync(ChildLauncher launcher, CancellationToken cancellation) =>
        Child = await launcher.StartAsync(start(), cancellation);

    /// <summary>Waits until it works; names its last words when it ended instead.</summary>
    public async Task WaitUntilReadyAsync(TimeProvider time, TimeSpan deadline, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var last = "it was not asked yet";
        while (true)
        {
            if (Child is { State: ChildState.Gone } gone)
                throw new Scenarios.LabEnvironmentException($"{name} ended while it was starting:\n{gone.LogTail()}");
            try
            {
                await ProbeAsync(either.Token);
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                last = failure.Message;
            }

            if (patience.IsCancellationRequested)
                throw new Scenarios.LabEnvironmentException($"{name} did not answer within {deadline.TotalSeconds} s: {last}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation);
        }
    }

    /// <summary>Its state by the operating system's word.</summary>
    public string State => Child?.State switch
    {
        ChildState.Running => LifecycleState.ProcessRecords,
        _ => LifecycleState.FailedProcessing,
    };
}
