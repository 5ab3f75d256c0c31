using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Every table as it is, in the order of their names.</summary>
public sealed class DescribeTables : IOperation<IReadOnlyList<TableDescription>>
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableDescription> Execute(Turn turn)
    {
        turn.SeeAll();
        return [.. turn.Engine.Tables.Values.Select(TableDescription.Of)];
    }
}
