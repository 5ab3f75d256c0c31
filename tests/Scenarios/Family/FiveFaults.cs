namespace ActiveActive.ScenarioTests.Family;

/// <summary>Five faults of five sorts: a container, a queue inside an emulator, a database inside an instance, replication, a region in DNS.</summary>
internal static class FiveFaults
{
    /// <summary>Targets and kinds, in an order in which each can be seen to hold.</summary>
    public static readonly IReadOnlyList<(string Target, string Kind)> All =
    [
        ("r2/core", "pause"), ("r1/inbound-queue", "refuse"), ("r2/postprocess-replication", "pause"), ("r1/preprocess-database", "refuse"), ("r2/routing", "offline"),
    ];
}
