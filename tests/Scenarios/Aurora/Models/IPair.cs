using ActiveActive.Contracts;

namespace ActiveActive.ScenarioTests.Aurora.Models;

/// <summary>A global database as a script operates it: the model's or PostgreSQL's. Answers are words, so that they can be compared.</summary>
internal interface IPair
{
    /// <summary>A worker's insert: the ids that are fresh, or why not.</summary>
    Task<string> StoreAsync(Region region, IReadOnlyList<string> ids);

    /// <summary>The rows of a region, each with the region that accepted it, when replication has brought what it can.</summary>
    /// <param name="expected">What is waited for, where there is something to wait for.</param>
    Task<string> RowsAsync(Region region, string prefix, string? expected);

    /// <summary>A fault on one region's database, or its end: refuse, allow, pause or resume.</summary>
    Task<string> FaultAsync(Region region, string kind);

    /// <summary>Kills or starts an instance.</summary>
    Task<string> InstanceAsync(Region region, bool start);

    /// <summary>A switchover or failover: where the writer is now, or that nothing moved.</summary>
    Task<string> MoveAsync(bool failover);

    /// <summary>Ids that the promoted side is said to lack.</summary>
    Task<string> LackingAsync(string prefix, string? expected);
}
