namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>There must be no table of a name yet.</summary>
public sealed class NoTable : IOperation<bool>
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Name];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Name);

    /// <inheritdoc/>
    public bool Execute(Turn turn)
    {
        turn.SeeAll();
        return turn.Engine.Tables.ContainsKey(Name) ? throw DynamoException.TableExists(Name) : true;
    }
}
