namespace ActiveActive.Faults;

/// <summary>The words for fault kinds, and what an engine makes of them.</summary>
public static class FaultKinds
{
    /// <summary>Every kind, in the order of the catalogue.</summary>
    public static readonly IReadOnlyList<FaultKind> All = Enum.GetValues<FaultKind>();

    /// <summary>The word as the command line, plans and history write it.</summary>
    public static string Text(this FaultKind kind) => kind switch
    {
        FaultKind.Stop => "stop",
        FaultKind.Kill => "kill",
        FaultKind.Pause => "pause",
        FaultKind.Disconnect => "disconnect",
        FaultKind.Refuse => "refuse",
        FaultKind.Hang => "hang",
        FaultKind.Slow => "slow",
        FaultKind.Offline => "offline",
        FaultKind.Switchover => "switchover",
        FaultKind.Failover => "failover",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a fault kind"),
    };

    /// <summary>Reads the word, in either case.</summary>
    /// <exception cref="UnusableFaultException">No such kind; the message lists what there is.</exception>
    public static FaultKind Parse(string text)
    {
        foreach (var kind in All)
        {
            if (kind.Text().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        throw new UnusableFaultException($"'{text}' is not a fault kind; there are {string.Join(", ", All.Select(Text))}");
    }

    /// <summary>
    /// What the process engine does for a drawn kind. A child process has no network of its own to cut, and from outside a
    /// standing process looks the same: connections that never answer. The fault keeps the kind that was drawn.
    /// </summary>
    public static FaultKind OnProcesses(this FaultKind kind) => kind == FaultKind.Disconnect ? FaultKind.Pause : kind;
}
