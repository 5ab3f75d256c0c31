using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>
/// A table's items, settings and indexes as they were at one moment. It outlives its table. Items never change, so a backup refers
/// to them and copies none.
/// </summary>
public sealed class Backup
{
    private readonly List<Item> _items = [];

    internal Backup(Change.BackupKept kept) => Kept = kept;

    /// <summary>Its id, its name, when it was made, and of what.</summary>
    public Change.BackupKept Kept { get; }

    /// <summary>The table as it was.</summary>
    public TableDefinition Definition => Kept.Definition;

    /// <summary>The items.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>Their size together.</summary>
    public long Bytes { get; private set; }

    /// <summary>Its ARN.</summary>
    public string Arn(string region) => Arn(region, Definition.Name, Kept.Id);

    /// <summary>The ARN of a table's backup.</summary>
    public static string Arn(string region, string table, string id) => $"arn:aws:dynamodb:{region}:000000000000:table/{table}/backup/{id}";

    /// <summary>The changes that make it again.</summary>
    internal IEnumerable<Change> Snapshot() => _items.Select(Change (i) => new Change.BackupItemKept(Kept.Id, i)).Prepend(Kept);

    internal void Add(Item item)
    {
        _items.Add(item);
        Bytes += Values.ItemSize.Of(item);
    }
}
