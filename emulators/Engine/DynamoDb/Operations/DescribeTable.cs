using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Says what a table is.</summary>
public sealed class DescribeTable : IOperation<TableDescription>
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Name];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Name);

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        turn.SeeAll();
        return TableDescription.Of(turn.Engine.Tables.GetValueOrDefault(Name) ?? throw DynamoException.NoTable(Name));
    }
}
