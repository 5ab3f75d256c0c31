using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>DescribeGlobalTable, of version 2017.11.29.</summary>
public sealed class DescribeGlobalTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeGlobalTable";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer) => throw LegacyGlobalTables.NotFound(LegacyGlobalTables.Name(request));
}
