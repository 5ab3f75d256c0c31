using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>DescribeGlobalTableSettings, of version 2017.11.29.</summary>
public sealed class DescribeGlobalTableSettingsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeGlobalTableSettings";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer) => throw LegacyGlobalTables.NotFound(LegacyGlobalTables.Name(request));
}
