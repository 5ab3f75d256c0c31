namespace ActiveActive.Engines.Lab;

/// <summary>What a component's process or container does, by the word of the operating system or of Docker.</summary>
internal enum RunState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It stands still and goes on when continued.</summary>
    Paused,

    /// <summary>It runs, and no network reaches it.</summary>
    Disconnected,

    /// <summary>It runs, and some of its networks are cut.</summary>
    Partitioned,

    /// <summary>It has ended.</summary>
    Gone,
}
