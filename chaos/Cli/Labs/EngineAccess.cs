namespace ActiveActive.Cli.Labs;

/// <summary>Whether this user can talk to a Docker engine on this machine.</summary>
internal enum EngineAccess
{
    /// <summary>None answers.</summary>
    Absent,

    /// <summary>One is there, and this user may not use it.</summary>
    Denied,

    /// <summary>One answers.</summary>
    Allowed,
}
