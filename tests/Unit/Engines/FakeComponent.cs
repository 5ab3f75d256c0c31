using System.Net;
using ActiveActive.Engines.Lab;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.UnitTests.Engines;

/// <summary>A component that fails and works as it is told.</summary>
internal sealed class FakeComponent(string name, byte host) : IComponent
{
    public string Name => name;

    public IPEndPoint Address => new(new IPAddress([127, 0, 1, host]), 4566);

    public int? Pid => 4711;

    public string? Container => null;

    public bool IsOwn => true;

    public RunState State { get; set; }

    public string? OwnEnd { get; set; }

    public string Seen => $"it is {State}";

    /// <summary>How often it will still refuse to be revived.</summary>
    public int RevivalsRefused { get; set; }

    /// <summary>It fails as it is told, and nobody hears of it.</summary>
    public bool FailsInSilence { get; set; }

    public Task FailAsync(FaultKind kind, CancellationToken cancellation)
    {
        State = kind == FaultKind.Pause ? RunState.Paused : RunState.Gone;
        return FailsInSilence ? Task.FromException(new TimeoutException("no answer")) : Task.CompletedTask;
    }

    public Task<(bool Holds, string Seen)> LookAsync(FaultKind kind, CancellationToken cancellation) => Task.FromResult((State != RunState.Running, Seen));

    public Task ReviveAsync(CancellationToken cancellation)
    {
        if (RevivalsRefused-- > 0)
            return Task.FromException(new LabEnvironmentException("it does not start"));
        State = RunState.Running;
        return Task.CompletedTask;
    }

    public Task ProbeAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
