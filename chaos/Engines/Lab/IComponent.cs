using System.Net;
using ActiveActive.Faults;

namespace ActiveActive.Engines.Lab;

/// <summary>One component of the lab as its engine runs it: a child process or a container.</summary>
internal interface IComponent
{
    /// <summary>As status names it: r1/inbound.</summary>
    string Name { get; }

    /// <summary>Where its API, its queues or its database answer.</summary>
    IPEndPoint Address { get; }

    /// <summary>The process id of its current life, where there is one that means something on this machine.</summary>
    int? Pid { get; }

    /// <summary>The name of its container, as docker knows it; null for a process.</summary>
    string? Container { get; }

    /// <summary>True for the lab's own programs, which tell their state at /health and keep a history.</summary>
    bool IsOwn { get; }

    /// <summary>What it does, as of the engine's last look.</summary>
    RunState State { get; }

    /// <summary>The same in words, with what it was seen by: process 4711 is stopped (T).</summary>
    string Seen { get; }

    /// <summary>How it ended when it ended by itself, by no signal and no order; null otherwise.</summary>
    string? OwnEnd { get; }

    /// <summary>Makes it fail; returns when that was seen.</summary>
    Task FailAsync(FaultKind kind, CancellationToken cancellation);

    /// <summary>Whether it fails in this way, and what shows it.</summary>
    Task<(bool Holds, string Seen)> LookAsync(FaultKind kind, CancellationToken cancellation);

    /// <summary>Starts, continues or reconnects it, whichever it needs, and waits until it works.</summary>
    Task ReviveAsync(CancellationToken cancellation);

    /// <summary>Throws while it does not work.</summary>
    Task ProbeAsync(CancellationToken cancellation);
}
