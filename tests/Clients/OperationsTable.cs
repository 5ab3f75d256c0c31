namespace ActiveActive.ClientTests;

/// <summary>What emulators/OPERATIONS.md says is there; the conformance tests compare it with the dispatchers.</summary>
internal static class OperationsTable
{
    /// <summary>The folder of the clients' scripts.</summary>
    public static readonly string Scripts = Path.Combine(FindRepository(), "tests", "Clients");

    /// <summary>There and tested by the conformance tests, and not in the clients' scripts yet.</summary>
    private static readonly HashSet<string> NotPlayed =
    [
        "CreateBackup", "CreateGlobalTable", "DeleteBackup", "DeleteResourcePolicy", "DescribeBackup",
        "DescribeContributorInsights", "DescribeExport", "DescribeGlobalTable", "DescribeGlobalTableSettings",
        "DescribeImport", "DescribeKinesisStreamingDestination", "DescribeTableReplicaAutoScaling",
        "DisableKinesisStreamingDestination", "EnableKinesisStreamingDestination", "ExportTableToPointInTime",
        "GetResourcePolicy", "ImportTable", "ListBackups", "ListContributorInsights", "ListExports", "ListGlobalTables",
        "ListImports", "PutResourcePolicy", "RestoreTableFromBackup", "RestoreTableToPointInTime",
        "UpdateContributorInsights", "UpdateGlobalTable", "UpdateGlobalTableSettings", "UpdateKinesisStreamingDestination",
        "UpdateTableReplicaAutoScaling",
    ];

    /// <summary>Operations that are there, by service.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> There { get; } = Read();

    /// <summary>Younger than the clients of Debian 12: who has an older client has not missed them by mistake.</summary>
    public static readonly IReadOnlyList<string> Younger = ["StartMessageMoveTask", "ListMessageMoveTasks", "CancelMessageMoveTask"];

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        var there = new Dictionary<string, IReadOnlyList<string>>();
        List<string> operations = [];
        foreach (var line in File.ReadLines(Path.Combine(FindRepository(), "emulators", "OPERATIONS.md")))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (line.StartsWith("## ", StringComparison.Ordinal))
                there[line[3..line.IndexOf(':')].Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()] = operations = [];
            else if (cells is [_, var operation, "there", ..] && !NotPlayed.Contains(operation))
                operations.Add(operation);
        }

        return there;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActiveActive.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the repository is not above the tests");
        return folder.FullName;
    }
}
