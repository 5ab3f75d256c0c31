namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>
/// What AWS checks of a transaction's statements before it carries any out. What is wrong with one is told with its number and is
/// no reason for a cancellation.
/// </summary>
public sealed class TransactStatements : IOperation<bool>
{
    /// <summary>The statements that write, in order.</summary>
    public required IReadOnlyList<StatementWrite> Writes { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [.. Writes.Select(w => w.Table).Distinct()];

    /// <summary>Does something with a statement, and names its number in the error.</summary>
    public static T Of<T>(int number, Func<T> what)
    {
        try
        {
            return what();
        }
        catch (DynamoException wrong) when (wrong.Code == "ValidationException")
        {
            throw DynamoException.Validation($"Validation failed in TransactStatements[{number}]: {wrong.Message}");
        }
    }

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public bool Execute(Turn turn)
    {
        turn.SeeAll();
        for (var i = 0; i < Writes.Count; i++)
        {
            var (write, table) = (Writes[i], turn.Engine.Table(Writes[i].Table));
            Of(i, () =>
            {
                write.CheckKeys(table);
                return true;
            });
        }

        return true;
    }
}
