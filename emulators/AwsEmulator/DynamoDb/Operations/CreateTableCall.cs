using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>CreateTable. The table is active at once.</summary>
public sealed class CreateTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "CreateTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        Answers.Write(request, "TableDescription", await request.Run(Read(request.Parameters)), "ACTIVE", answer);
    }

    /// <summary>The operation that parameters ask for.</summary>
    internal static CreateTable Read(Parameters parameters)
    {
        if (parameters.Find("TableName") is null)
            throw DynamoException.Validation("The parameter 'TableName' is required but was not present in the request");
        parameters.Refuse("WarmThroughput", "ResourcePolicy", "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode");
        TableConstraints.OfCreation(parameters).CheckOlder();
        var throughput = parameters.Inner("ProvisionedThroughput");
        return new CreateTable
        {
            Name = parameters.Table,
            Attributes = TableParameters.Attributes(parameters),
            Keys = [.. parameters.Each("KeySchema").Select(k => (Need(k, "AttributeName"), Need(k, "KeyType")))],
            LocalIndexes = parameters.Find("LocalSecondaryIndexes") is null ? null : [.. parameters.Each("LocalSecondaryIndexes").Select(i => ReadIndex(i, local: true))],
            GlobalIndexes = parameters.Find("GlobalSecondaryIndexes") is null ? null : [.. parameters.Each("GlobalSecondaryIndexes").Select(i => ReadIndex(i, local: false))],
            BillingMode = parameters.Text("BillingMode") ?? "PROVISIONED",
            Throughput = throughput is { } units ? (units.Integer("ReadCapacityUnits") ?? 0, units.Integer("WriteCapacityUnits") ?? 0) : null,
            DeletionProtected = parameters.Flag("DeletionProtectionEnabled"),
            Settings = TableParameters.Settings(parameters),
            Stream = TableParameters.Stream(parameters),
        };
    }

    /// <summary>An index as CreateTable and UpdateTable ask for it.</summary>
    internal static IndexRequest ReadIndex(Parameters index, bool local)
    {
        new Constraints(index).NotNull("IndexName").Name("IndexName").NotNull("KeySchema").NotNull("Projection").Check();
        var projection = index.Inner("Projection")!.Value;
        new Constraints(projection).Enum("ProjectionType", "ALL", "INCLUDE", "KEYS_ONLY").Length("NonKeyAttributes", 1, 20).Check();
        var throughput = index.Inner("ProvisionedThroughput");
        return new IndexRequest(
            index.Text("IndexName")!,
            [.. index.Each("KeySchema").Select(k => (Need(k, "AttributeName"), Need(k, "KeyType")))],
            projection.Text("ProjectionType"),
            projection.Strings("NonKeyAttributes"),
            local,
            throughput is { } units ? (units.Integer("ReadCapacityUnits") ?? 0, units.Integer("WriteCapacityUnits") ?? 0) : null);
    }

    private static string Need(Parameters parameters, string name)
    {
        parameters.Need(name);
        return parameters.Text(name)!;
    }
}
