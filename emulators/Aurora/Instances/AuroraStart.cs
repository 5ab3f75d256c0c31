namespace ActiveActive.Aurora.Instances;

/// <summary>What to start for an instance to run. Stop it with SIGINT, PostgreSQL's fast shutdown: its SIGTERM waits for clients.</summary>
/// <param name="Executable">Absolute path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Added to the environment; null removes.</param>
/// <param name="WorkingDirectory">The data directory's parent.</param>
/// <param name="Uid">User to run as, or null for one's own.</param>
/// <param name="Gid">Group to run as, or null for one's own.</param>
public sealed record AuroraStart(
    string Executable,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string?> Environment,
    string WorkingDirectory,
    uint? Uid,
    uint? Gid);
