using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>UpdateTable: what belongs to the table here, or one replica elsewhere, as AWS allows at a time. Both are done when it answers.</summary>
public sealed class UpdateTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        parameters.Refuse("WarmThroughput", "MultiRegionConsistency", "GlobalTableWitnessUpdates", "GlobalTableSettingsReplicationMode");
        var table = parameters.Find("ReplicaUpdates") is null ? await request.Run(Read(parameters)) : await Replicate(request);
        Answers.Write(request, "TableDescription", table, "UPDATING", answer);
    }

    private static UpdateTable Read(Parameters parameters) => new()
    {
        Name = parameters.Table,
        BillingMode = parameters.Text("BillingMode"),
        Throughput = TableParameters.Throughput(parameters),
        Stream = TableParameters.Stream(parameters),
        DeletionProtected = parameters.Find("DeletionProtectionEnabled") is null ? null : parameters.Flag("DeletionProtectionEnabled"),
        TableClass = parameters.Text("TableClass"),
        Encryption = TableParameters.Encryption(parameters),
        OnDemand = TableParameters.OnDemand(parameters),
        Indexes = [.. parameters.Each("GlobalSecondaryIndexUpdates").Select((u, i) => TableParameters.Index(u, i + 1))],
        Attributes = TableParameters.Attributes(parameters),
    };

    private static Task<TableDescription> Replicate(DynamoRequest request)
    {
        var parameters = request.Parameters;
        foreach (var other in (ReadOnlySpan<string>)["BillingMode", "ProvisionedThroughput", "StreamSpecification", "DeletionProtectionEnabled", "TableClass", "SSESpecification", "OnDemandThroughput", "GlobalSecondaryIndexUpdates"])
        {
            if (parameters.Find(other) is not null)
                throw DynamoException.Validation($"ReplicaUpdates must be the only operation in the request: {other}");
        }

        var updates = parameters.Each("ReplicaUpdates").ToList();
        if (updates.Count == 0)
            throw DynamoException.Validation("1 validation error detected: Value '[]' at 'replicaUpdates' failed to satisfy constraint: Member must have length greater than or equal to 1");
        if (updates.Count > 1)
            throw DynamoException.Validation("Only one replica update is allowed at a time");
        return Change(request, updates[0]);
    }

    private static async Task<TableDescription> Change(DynamoRequest request, Parameters asked)
    {
        var table = request.Parameters.Table;
        var (create, update, delete) = (asked.Inner("Create"), asked.Inner("Update"), asked.Inner("Delete"));
        var actions = new[] { create, update, delete }.Count(a => a is not null);
        if (actions == 0)
            throw DynamoException.Validation("There are no actions specified in the Replica Update Action");
        if (actions > 1)
            throw DynamoException.Validation("Each ReplicaUpdate must have exactly one of Create, Update and Delete");
        var of = create ?? update ?? delete!.Value;
        of.NeedAt("RegionName", $"replicaUpdates.1.member.{(create is not null ? "create" : update is not null ? "update" : "delete")}.regionName");
        var region = of.Text("RegionName")!;
        if (delete is not null)
            return await request.Replicator.Delete(table, region, request.Aborted);
        var overrides = TableParameters.Overrides(of);
        if (create is null)
            return await request.Replicator.Update(table, region, overrides ?? throw DynamoException.Validation("There are no actions specified in the Replica Update Action"), request.Aborted);
        var created = await request.Replicator.Create(table, region, request.Aborted);
        return overrides is null ? created : await request.Replicator.Update(table, region, overrides, request.Aborted);
    }
}
