namespace ActiveActive.Faults;

/// <summary>How something fails.</summary>
public enum FaultKind
{
    /// <summary>It is asked to end and ends in order.</summary>
    Stop,

    /// <summary>It ends at once, whatever it was doing.</summary>
    Kill,

    /// <summary>It stands still: it accepts connections and never answers.</summary>
    Pause,

    /// <summary>It works and nobody reaches it. Needs a network to cut; see <see cref="FaultKinds.OnProcesses"/>.</summary>
    Disconnect,

    /// <summary>Every call on it fails at once with a service error.</summary>
    Refuse,

    /// <summary>Calls on it are accepted and never answered.</summary>
    Hang,

    /// <summary>Calls on it are answered late.</summary>
    Slow,

    /// <summary>No traffic is routed to it.</summary>
    Offline,

    /// <summary>The writer is moved to the other region in order, and nothing is lost.</summary>
    Switchover,

    /// <summary>The writer is moved to the other region at once; what the old one had not replicated is lacking there until it has.</summary>
    Failover,
}
