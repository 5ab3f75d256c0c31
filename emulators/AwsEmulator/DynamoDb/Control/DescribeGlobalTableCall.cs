using System.Text.Json;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeGlobalTable, of version 2017.11.29, of which there are none.</summary>
public sealed class DescribeGlobalTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeGlobalTable";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        new Constraints(request.Parameters).NotNull("GlobalTableName").Name("GlobalTableName").Check();
        throw new DynamoException("GlobalTableNotFoundException", $"Global table not found: Global table with name: '{request.Parameters.Text("GlobalTableName")}' does not exist.");
    }
}
