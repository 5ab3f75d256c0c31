using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Control;

/// <summary>The writer of a global database has moved.</summary>
/// <param name="OldIsFenced">False after a failover whose old writer did not answer: it is fenced as soon as it does.</param>
/// <param name="Took">From the question to the new writer's first write taken.</param>
public sealed record WriterMove(string Database, Region From, Region To, bool OldIsFenced, TimeSpan Took);
