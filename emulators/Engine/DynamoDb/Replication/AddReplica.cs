using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>Notes that another region is to have a table, or (Active) has it.</summary>
public sealed class AddReplica : IOperation<TableDescription>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The other region.</summary>
    public required string Region { get; init; }

    /// <summary>It has the table.</summary>
    public required bool Active { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Table);

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        var table = turn.Engine.Tables.GetValueOrDefault(Table) ?? throw DynamoException.NoTable(Table);
        if (Region == turn.Engine.Region)
            throw DynamoException.Validation($"Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.");
        if (!Active && table.Replicas.ContainsKey(Region))
            throw DynamoException.Validation($"Failed to create a the new replica of table with name: '{Table}' because one or more replicas already existed as tables.");
        turn.SeeAll();
        turn.Write(new Change.ReplicaAdded(Table, Region, Active));
        // As in AWS: every replica has a stream from the start.
        if (table.Stream is null)
            StreamSwitch.Begin(turn, table, StreamSwitch.BothImages);
        return TableDescription.Of(table);
    }
}
