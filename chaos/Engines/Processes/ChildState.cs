namespace ActiveActive.Engines.Processes;

/// <summary>What a process does, by the kernel's own account.</summary>
public enum ChildState
{
    /// <summary>It runs or waits for something.</summary>
    Running,

    /// <summary>It stands still after SIGSTOP, whoever sent it.</summary>
    Stopped,

    /// <summary>It has ended.</summary>
    Gone,
}
