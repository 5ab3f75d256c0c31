using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>Notes that another region no longer has a table.</summary>
public sealed class RemoveReplica : IOperation<TableDescription>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The other region.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Table);

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        var table = turn.Engine.Tables.GetValueOrDefault(Table) ?? throw DynamoException.NoTable(Table);
        if (!table.Replicas.ContainsKey(Region))
            throw new DynamoException(ReadChanges.NotAReplica, $"Failed to delete the replica of table with name: '{Table}' because there is none in {Region}.");
        turn.SeeAll();
        turn.Write(new Change.ReplicaRemoved(Table, Region));
        return TableDescription.Of(table);
    }
}
