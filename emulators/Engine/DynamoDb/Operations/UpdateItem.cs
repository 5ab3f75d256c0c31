using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Changes attributes of an item; where there is none, one comes to be.</summary>
public sealed class UpdateItem : ItemWrite
{
    private const string TooLarge = "Item size to update has exceeded the maximum allowed size";
    private Update _update = new([]);

    /// <summary>The item's key.</summary>
    public required Item Key { get; init; }

    /// <summary>UpdateExpression; without one an item with only its key comes to be.</summary>
    public string? UpdateText { get; init; }

    /// <summary>AttributeUpdates, or null.</summary>
    public IReadOnlyDictionary<string, LegacyUpdate>? AttributeUpdates { get; init; }

    /// <summary>The statement itself must fit into the limit of an item: see <see cref="UpdateCharge"/>.</summary>
    public bool MeasuresStatement { get; init; }

    /// <inheritdoc/>
    protected override void Read()
    {
        if (ReturnValues is not ("NONE" or "ALL_OLD" or "UPDATED_OLD" or "ALL_NEW" or "UPDATED_NEW"))
            throw DynamoException.Validation("Return values set to invalid value");
        var placeholders = Input.Open(("UpdateExpression", UpdateText), ("ConditionExpression", ConditionText));
        if (UpdateText is not null)
            _update = UpdateParser.Parse(UpdateText, placeholders);
        else if (AttributeUpdates is not null)
            _update = LegacyUpdate.Join(AttributeUpdates);
        PrepareCondition(placeholders);
        placeholders.CheckUse();
    }

    /// <inheritdoc/>
    public override Item KeySource => Key;

    /// <inheritdoc/>
    public override PlannedWrite Plan(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var key = table.Schema.KeyOfKey(Key);
        CheckKeys(table, _update);
        if (MeasuresStatement && UpdateText is not null && UpdateCharge.Of(_update, table.Item(key) ?? Key) > DynamoLimits.ItemBytes)
            throw DynamoException.Validation(TooLarge);
        var old = Current(turn, table, key);
        return new PlannedWrite(table, old, Apply(table, _update, old ?? Key), Key);
    }

    /// <summary>The item as it is after an update.</summary>
    /// <exception cref="DynamoException">The update cannot be made, or makes what cannot be an item of the table.</exception>
    internal static Item Apply(Tables.Table table, Update update, Item old)
    {
        CheckKeys(table, update);
        var updated = update.Apply(old);
        if (ItemSize.Of(updated) > DynamoLimits.ItemBytes)
            throw DynamoException.Validation(TooLarge);
        if (updated.Values.Any(v => Depth(v) >= DynamoLimits.Nesting))
            throw DynamoException.Validation("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit");
        table.CheckIndexes(updated, updated: true);
        return updated;
    }

    /// <inheritdoc/>
    protected override WriteResult Result(PlannedWrite plan, Capacity capacity) => new(Answer(plan.Old, plan.New!), capacity);

    private static void CheckKeys(Tables.Table table, Update update)
    {
        foreach (var path in update.Paths)
        {
            if (table.Schema.IsKey(path.Root))
                throw DynamoException.InvalidParameter($"Cannot update attribute {path.Root}. This attribute is part of the key");
        }
    }

    private Item? Answer(Item? old, Item updated)
    {
        var answer = ReturnValues switch
        {
            "ALL_OLD" => old,
            "ALL_NEW" => updated,
            "UPDATED_OLD" => old is null ? null : new Projection(_update.Paths).Of(old),
            "UPDATED_NEW" => new Projection(_update.Paths).Of(updated),
            _ => null,
        };
        return answer is { Count: 0 } ? null : answer;
    }

    private static int Depth(AttributeValue value) => value switch
    {
        AttributeValue.M m => 1 + m.Value.Values.Select(Depth).DefaultIfEmpty().Max(),
        AttributeValue.L l => 1 + l.Value.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
