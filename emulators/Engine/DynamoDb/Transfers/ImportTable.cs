using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Transfers;

/// <summary>Makes a table and puts items into it, all as one change: after a crash it is there whole or not at all.</summary>
public sealed class ImportTable : IOperation<Transfer>
{
    /// <summary>The table.</summary>
    public required CreateTable Create { get; init; }

    /// <summary>The items; those that the table cannot have are left out, as AWS leaves them out.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>What is kept of the import, given its id, the table's, and how many items were imported.</summary>
    public required Func<string, string, int, Transfer> Ended { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => Create.Tables;

    /// <inheritdoc/>
    public void Prepare() => Create.Prepare();

    /// <inheritdoc/>
    public Transfer Execute(Turn turn)
    {
        Create.Execute(turn);
        var table = turn.Engine.Tables[Create.Name];
        var imported = 0;
        foreach (var item in Items)
        {
            if (!Fits(table, item))
                continue;
            turn.Put(table, item);
            imported++;
        }

        var transfer = Ended(BackupIds.Next(turn, Create.Name), table.Definition.Id, imported);
        turn.Write(new Change.TransferEnded(transfer));
        return transfer;
    }

    private static bool Fits(Table table, Item item)
    {
        try
        {
            table.Schema.KeyOfItem(item);
            table.CheckIndexes(item);
            return Values.ItemSize.Of(item) <= DynamoLimits.ItemBytes;
        }
        catch (DynamoException)
        {
            // AWS counts it and goes on.
            return false;
        }
    }
}
