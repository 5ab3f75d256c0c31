namespace ActiveActive.Engines.Processes;

/// <summary>The signals that the engine sends. Values are Linux's.</summary>
public enum ChildSignal
{
    /// <summary>SIGINT: PostgreSQL's fast shutdown.</summary>
    Interrupt = 2,

    /// <summary>SIGQUIT: PostgreSQL's immediate shutdown.</summary>
    Quit = 3,

    /// <summary>SIGKILL: ends at once, cannot be caught.</summary>
    Kill = 9,

    /// <summary>SIGTERM: asks to end in order.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: goes on after <see cref="Stop"/>.</summary>
    Continue = 18,

    /// <summary>SIGSTOP: stands still, cannot be caught.</summary>
    Stop = 19,
}
