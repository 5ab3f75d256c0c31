using System.Net;
using ActiveActive.Engines.Lab;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Docker.DotNet.Models;

namespace ActiveActive.Engines.OnDocker;

/// <summary>A component as a container. Its state is as of the engine's last look at all containers at once.</summary>
internal sealed class ContainerComponent(
    string name,
    IPEndPoint address,
    bool isOwn,
    IReadOnlyDictionary<string, Attachment> belongs,
    IReadOnlyDictionary<string, string> networks,
    Func<CancellationToken, Task> ready,
    DockerApi docker,
    TimeProvider time) : IComponent
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ready = TimeSpan.FromSeconds(60);

    private ContainerListResponse? _container;

    public string Name => name;

    public IPEndPoint Address => address;

    // A container's process ids mean nothing outside the engine's machine.
    public int? Pid => null;

    public string? Container => _container?.Names[0].TrimStart('/');

    public bool IsOwn => isOwn;

    public RunState State => _container?.State switch
    {
        "running" => Lost().Count == 0 ? RunState.Running : Lost().Count == belongs.Count ? RunState.Disconnected : RunState.Partitioned,
        "paused" => RunState.Paused,
        _ => RunState.Gone,
    };

    public string Seen => _container is not { } container
        ? "its container was removed"
        : $"container {Container} is {container.State}" + (State switch
        {
            RunState.Disconnected => ", in no network",
            RunState.Partitioned => ", cut from " + string.Join(", ", Lost()),
            _ => "",
        });

    // Docker's status reads "Exited (70) 2 seconds ago"; 137 and 143 are what SIGKILL and SIGTERM leave.
    public string? OwnEnd => State == RunState.Gone && _container?.Status is { } status && status.StartsWith("Exited (", StringComparison.Ordinal)
        && status[8..status.IndexOf(')', StringComparison.Ordinal)] is not ("0" or "129" or "130" or "131" or "137" or "143") and var code
        ? $"it ended with exit code {code}"
        : null;

    private string Id => _container?.ID ?? throw new LabEnvironmentException($"{name}: its container was removed; make it again: docker compose up -d {name.Replace('/', '-')}");

    /// <summary>Takes in what the engine saw.</summary>
    public void Update(ContainerListResponse? container) => _container = container;

    public Task ProbeAsync(CancellationToken cancellation) => ready(cancellation);

    public async Task FailAsync(FaultKind kind, CancellationToken cancellation)
    {
        switch (kind)
        {
            case FaultKind.Stop:
                await docker.StopAsync(Id, Grace, cancellation);
                break;
            case FaultKind.Kill:
                await docker.KillAsync(Id, cancellation);
                break;
            case FaultKind.Pause:
                await docker.PauseAsync(Id, cancellation);
                break;
            case FaultKind.Disconnect:
                foreach (var network in belongs.Keys.Except(Lost()))
                    await docker.DisconnectAsync(Id, networks[network], cancellation);
                break;
            default:
                throw new UnusableFaultException($"{kind.Text()} does not fit {name}");
        }
    }

    public Task<(bool Holds, string Seen)> LookAsync(FaultKind kind, CancellationToken cancellation) => Task.FromResult((
        kind switch
        {
            FaultKind.Pause => State == RunState.Paused,
            FaultKind.Disconnect => State is RunState.Disconnected or RunState.Partitioned,
            _ => State == RunState.Gone,
        },
        Seen));

    public async Task ReviveAsync(CancellationToken cancellation)
    {
        if (State == RunState.Paused)
            await docker.UnpauseAsync(Id, cancellation);
        else if (State == RunState.Gone)
            await docker.StartAsync(Id, cancellation);
        foreach (var network in Lost())
            await docker.ConnectAsync(Id, networks[network], belongs[network], cancellation);
        await this.WaitUntilReadyAsync(() => null, time, Ready, cancellation);
    }

    private List<string> Lost() =>
        [.. belongs.Keys.Where(network => _container?.NetworkSettings?.Networks?.ContainsKey(networks[network]) != true)];
}
