using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>
/// The other end of a new replica: creates the table in this region as another region has it. Asked again it answers the same,
/// so that a caller who got no answer may repeat it.
/// </summary>
public sealed class AdoptReplica : IOperation<TableDescription>
{
    /// <summary>The table as the other region has it.</summary>
    public required TableDefinition Definition { get; init; }

    /// <summary>Every other region that has it.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>What is switched over there; its tags stay there.</summary>
    public TableSettings Settings { get; init; } = TableSettings.None;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Definition.Name];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Definition.Name);

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        var name = Definition.Name;
        turn.SeeAll();
        if (turn.Engine.Tables.TryGetValue(name, out var table))
        {
            if (Regions.All(table.Replicas.ContainsKey) && table.Schema.Keys.SequenceEqual(Definition.Range is null ? [Definition.Hash] : [Definition.Hash, Definition.Range]))
                return TableDescription.Of(table);
            throw DynamoException.Validation($"Failed to create a the new replica of table with name: '{name}' because one or more replicas already existed as tables.");
        }

        var time = turn.Engine.Clock.Next(turn.Now);
        turn.Write(new Change.ClockAt(time));
        turn.Write(new Change.TableCreated(Definition with { Id = TableIds.Of(turn.Engine.Region, name, time), Created = turn.Now, Indexes = [] }));
        foreach (var index in Definition.Indexes)
            turn.Write(new Change.IndexAdded(name, index));
        var adopted = turn.Engine.Tables[name];
        if (Settings != TableSettings.None)
            turn.Write(adopted.SettingsChange(Settings with { Tags = TableSettings.None.Tags, RecoverableSince = null }));
        StreamSwitch.Begin(turn, adopted, StreamSwitch.BothImages);
        foreach (var region in Regions)
            turn.Write(new Change.ReplicaAdded(name, region, Active: true));
        return TableDescription.Of(adopted);
    }
}
