using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>UpdateTable, as far as it makes a table global: ReplicaUpdates with one Create or Delete, as AWS allows at a time.</summary>
public sealed class UpdateTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        parameters.Refuse(
            "AttributeDefinitions", "BillingMode", "ProvisionedThroughput", "GlobalSecondaryIndexUpdates", "StreamSpecification",
            "SSESpecification", "TableClass", "DeletionProtectionEnabled", "OnDemandThroughput", "WarmThroughput", "MultiRegionConsistency");
        var updates = parameters.Each("ReplicaUpdates").ToList();
        if (updates.Count == 0)
            throw DynamoException.Validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        if (updates.Count > 1)
            throw DynamoException.Validation("Only one replica update is allowed at a time");
        updates[0].Refuse("Update");
        Answers.Write(request, "TableDescription", await Change(request, updates[0]), "ACTIVE", answer);
    }

    private static Task<TableDescription> Change(DynamoRequest request, Parameters update)
    {
        var table = request.Parameters.Table;
        var (create, delete) = (update.Inner("Create"), update.Inner("Delete"));
        if (create is null == delete is null)
            throw DynamoException.Validation("Each ReplicaUpdate must have exactly one of Create, Update and Delete");
        var of = create ?? delete!.Value;
        of.Need("RegionName");
        var region = of.Text("RegionName")!;
        return create is null
            ? request.Replicator.Delete(table, region, request.Aborted)
            : request.Replicator.Create(table, region, request.Aborted);
    }
}
