namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Names the tables in order, 100 at most at a time.</summary>
public sealed class ListTables : IOperation<(IReadOnlyList<string> Names, string? Last)>
{
    /// <summary>Go on after this name; null for the beginning.</summary>
    public string? After { get; init; }

    /// <summary>At most this many.</summary>
    public int Limit { get; init; } = DynamoLimits.ListTables;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
        if (Limit is < 1 or > DynamoLimits.ListTables)
            throw DynamoException.Validation($"1 validation error detected: Value '{Limit}' at 'limit' failed to satisfy constraint: Member must have value {(Limit < 1 ? "greater than or equal to 1" : "less than or equal to 100")}");
    }

    /// <inheritdoc/>
    public (IReadOnlyList<string> Names, string? Last) Execute(Turn turn)
    {
        turn.SeeAll();
        var names = turn.Engine.Tables.Keys.Where(n => After is null || string.CompareOrdinal(n, After) > 0).Take(Limit + 1).ToList();
        return names.Count <= Limit ? (names, null) : (names[..Limit], names[Limit - 1]);
    }
}
