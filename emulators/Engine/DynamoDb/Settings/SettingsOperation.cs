using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>An operation that reads or switches what one table's settings hold.</summary>
public abstract class SettingsOperation : IOperation<TableDescription>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public virtual void Prepare() => CreateTable.CheckName(Table);

    /// <summary>The answer is the table as it is afterwards.</summary>
    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        turn.SeeAll();
        var table = turn.Engine.Tables.GetValueOrDefault(Table) ?? throw NotFound();
        Check(table);
        var before = table.Settings.TtlAttribute;
        var settings = Change(table.Settings, turn.Now);
        if (settings != table.Settings)
            turn.Write(table.SettingsChange(settings));
        if (settings.TtlAttribute != before)
            turn.StampSettings(table);
        return TableDescription.Of(table);
    }

    /// <summary>What the table must have beside its settings.</summary>
    /// <exception cref="DynamoException">It has not.</exception>
    protected virtual void Check(Table table)
    {
    }

    /// <summary>The settings as they are to be.</summary>
    /// <exception cref="DynamoException">They cannot be.</exception>
    protected virtual TableSettings Change(TableSettings settings, DateTimeOffset now) => settings;

    /// <summary>The error when the table is not there.</summary>
    protected virtual DynamoException NotFound() => DynamoException.NoTable(Table);
}
