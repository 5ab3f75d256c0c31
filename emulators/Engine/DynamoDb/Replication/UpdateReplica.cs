using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>Gives another region's replica something otherwise than the rest has; it hears of it with the next pull.</summary>
public sealed class UpdateReplica : IOperation<TableDescription>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The other region.</summary>
    public required string Region { get; init; }

    /// <summary>What it is to have.</summary>
    public required ReplicaOverrides Overrides { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
        CreateTable.CheckName(Table);
        UpdateTable.CheckClass(Overrides.TableClass);
        if (Overrides.ReadUnits < 1 || Overrides.IndexReadUnits.Values.Any(u => u < 1))
            throw DynamoException.Validation("1 validation error detected: Value '0' at 'replicaUpdates.1.member.update.provisionedThroughputOverride.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1");
    }

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        turn.SeeAll();
        var table = turn.Engine.Tables.GetValueOrDefault(Table) ?? throw DynamoException.NoTable(Table);
        if (!table.Replicas.ContainsKey(Region))
            throw new DynamoException(ReadChanges.NotAReplica, $"Failed to update the replica of table with name: '{Table}' because there is none in {Region}.");
        if ((Overrides.ReadUnits is not null || Overrides.IndexReadUnits.Count > 0) && table.Definition.PayPerRequest)
            throw DynamoException.InvalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        if (Overrides.IndexReadUnits.Keys.FirstOrDefault(i => table.Index(i)?.Definition is not { Local: false }) is not null)
            throw new DynamoException("ResourceNotFoundException", "Requested resource not found");
        turn.Write(new Change.ReplicaOverridden(Table, Region, (table.Overrides.GetValueOrDefault(Region) ?? ReplicaOverrides.None).With(Overrides)));
        turn.StampSettings(table);
        return TableDescription.Of(table);
    }
}
