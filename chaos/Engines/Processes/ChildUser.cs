namespace ActiveActive.Engines.Processes;

/// <summary>The unprivileged user and group that a child runs as. Only root can give one.</summary>
public sealed record ChildUser(uint Uid, uint Gid);
