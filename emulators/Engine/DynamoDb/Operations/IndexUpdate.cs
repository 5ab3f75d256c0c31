using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>One of GlobalSecondaryIndexUpdates: exactly one of the three. A new index is filled at once.</summary>
/// <param name="Create">The index to add.</param>
/// <param name="Update">The index to give other units, and the units.</param>
/// <param name="Delete">The index to remove.</param>
public sealed record IndexUpdate(IndexRequest? Create, (string Name, (long Read, long Write) Units)? Update, string? Delete)
{
    /// <summary>The changes that a table's updates come to, all checked first.</summary>
    /// <exception cref="DynamoException">They cannot be.</exception>
    public static IReadOnlyList<Change> Changes(Table table, IReadOnlyList<IndexUpdate> updates, IReadOnlyDictionary<string, string> attributes, bool payPerRequest)
    {
        if (updates.Count(u => u.Update is null) > 1)
            throw new DynamoException("LimitExceededException", "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
        var name = table.Definition.Name;
        // An index's keys must be among the request's definitions; what the table has already keeps its type all the same.
        var stored = table.Definition.Indexes.SelectMany(i => i.Keys).Concat(table.Schema.Keys).DistinctBy(k => k.Name).ToDictionary(k => k.Name, k => k.Type);
        var types = attributes.ToDictionary(a => a.Key, a => stored.GetValueOrDefault(a.Key, a.Value));
        var changes = new List<Change>();
        foreach (var update in updates)
        {
            if (update.Create is { } create)
            {
                changes.Add(new Change.IndexAdded(name, New(table, create, types, payPerRequest)));
                continue;
            }

            var index = Global(table, update.Delete ?? update.Update!.Value.Name);
            changes.Add(new Change.IndexRemoved(name, index.Name));
            if (update.Update is { } change)
                changes.Add(new Change.IndexAdded(name, WithUnits(index, change.Units, payPerRequest)));
        }

        return changes;
    }

    private static IndexDefinition New(Table table, IndexRequest create, IReadOnlyDictionary<string, string> types, bool payPerRequest)
    {
        if (table.Index(create.Name) is not null)
            throw DynamoException.Validation("Attempting to create an index which already exists");
        if (table.Definition.Indexes.Count(i => !i.Local) == IndexRules.GlobalIndexes)
            throw new DynamoException("LimitExceededException", "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20");
        return IndexRules.Define(create, types, payPerRequest);
    }

    private static IndexDefinition WithUnits(IndexDefinition index, (long Read, long Write) units, bool payPerRequest)
    {
        if (payPerRequest)
            throw DynamoException.InvalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        if (units == (index.ReadUnits, index.WriteUnits))
            throw DynamoException.Validation($"The provisioned throughput for the index {index.Name} will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the index: {index.ReadUnits}. Requested ReadCapacityUnits: {units.Read}. Current WriteCapacityUnits provisioned for the index: {index.WriteUnits}. Requested WriteCapacityUnits: {units.Write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        return index with { ReadUnits = units.Read, WriteUnits = units.Write };
    }

    private static IndexDefinition Global(Table table, string name) => table.Index(name)?.Definition is { Local: false } index
        ? index
        : throw new DynamoException("ResourceNotFoundException", "Requested resource not found");
}
