using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.PartiQl;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>INSERT, UPDATE, DELETE and, in a transaction, EXISTS: each of one item, whose key the statement gives.</summary>
public sealed class StatementWrite : ItemWrite
{
    /// <summary>The statement.</summary>
    public required Statement Statement { get; init; }

    /// <inheritdoc/>
    public override Item KeySource => Statement.Item ?? Statement.Equalities;

    /// <inheritdoc/>
    protected override void Read()
    {
        if (Statement.Item is not null && ItemSize.Of(Statement.Item) > DynamoLimits.ItemBytes)
            throw DynamoException.Validation("Item size has exceeded the maximum allowed size");
    }

    /// <inheritdoc/>
    public override PlannedWrite Plan(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        if (Statement.Item is { } item)
        {
            var place = table.Schema.KeyOfItem(item);
            table.CheckIndexes(item);
            if (Current(turn, table, place) is not null)
                throw new DynamoException("DuplicateItemException", "Duplicate primary key exists in table");
            return new PlannedWrite(table, null, item, item);
        }

        CheckKeys(table);
        var key = table.Schema.KeyPart(KeySource);
        var old = Current(turn, table, table.Schema.KeyOfKey(key));
        if (old is null && Statement.Verb == "DELETE")
            return new PlannedWrite(table, null, null, key);
        if (old is null || !Statement.Where!.Holds(old))
            throw DynamoException.ConditionFailed(ReturnItemOnFailure ? old : null);
        return Statement.Verb switch
        {
            "DELETE" => new PlannedWrite(table, old, null, key),
            "UPDATE" => new PlannedWrite(table, old, UpdateItem.Apply(table, Statement.Update!, old), key),
            _ => new PlannedWrite(table, old, old, key) { OnlyChecks = true },
        };
    }

    /// <summary>WHERE must name the one item that is written or, by EXISTS, looked at.</summary>
    /// <exception cref="DynamoException">It does not.</exception>
    public void CheckKeys(Tables.Table table)
    {
        if (Statement.Item is null && table.Schema.Keys.Any(k => !KeySource.ContainsKey(k.Name)))
            throw DynamoException.Validation("Where clause does not contain a mandatory equality on all key attributes");
        if (Statement.Verb == "EXISTS" && Statement.Tests.Count <= table.Schema.Keys.Count)
            throw DynamoException.Validation("EXISTS() must contain a single item read with additional condition");
    }

    /// <inheritdoc/>
    protected override WriteResult Result(PlannedWrite plan, Capacity capacity)
    {
        var answer = Statement.Returning switch
        {
            "ALL_OLD" => plan.Old,
            "ALL_NEW" => plan.New,
            "UPDATED_OLD" when plan.Old is not null => new Projection(Statement.Update!.Paths).Of(plan.Old),
            "UPDATED_NEW" when plan.New is not null => new Projection(Statement.Update!.Paths).Of(plan.New),
            _ => null,
        };
        return new WriteResult(answer is { Count: 0 } ? null : answer, capacity);
    }
}
