using ActiveActive.AwsEmulator.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>
/// Global tables of version 2017.11.29, which AWS keeps for those who have some. Nobody has one here: tables of version 2019.11.21,
/// which UpdateTable's ReplicaUpdates make, are none of them.
/// </summary>
internal static class LegacyGlobalTables
{
    /// <summary>The name of the global table, checked.</summary>
    public static string Name(DynamoRequest request) => new Constraints(request.Parameters).NotNull("GlobalTableName").Name("GlobalTableName").Check().Text("GlobalTableName")!;

    /// <summary>The error for a global table that is not there.</summary>
    public static DynamoException NotFound(string name) => new("GlobalTableNotFoundException", $"Global table not found: Global table with name: '{name}' does not exist.");

    /// <summary>The error for a new one: without its table AWS's own, else that this emulator makes only the newer version.</summary>
    public static async Task<DynamoException> CannotCreate(DynamoRequest request, string name)
    {
        try
        {
            await request.Run(new DescribeTable { Name = name });
        }
        catch (DynamoException missing) when (missing.Code == "ResourceNotFoundException")
        {
            return new DynamoException("TableNotFoundException", $"Table not found: {name}");
        }

        return DynamoException.NotThere("A global table of version 2017.11.29 (UpdateTable with ReplicaUpdates makes one of version 2019.11.21)");
    }
}
