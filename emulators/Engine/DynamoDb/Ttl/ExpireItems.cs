using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Ttl;

/// <summary>
/// Deletes a bounded number of a table's items whose time is over. A delete is a write of this region like any other: it
/// replicates, and its stream record says that the service did it.
/// </summary>
public sealed class ExpireItems : IOperation<ExpireResult>
{
    /// <summary>What has expired longer ago is taken for a mistake and stays, as in AWS: "How it works: DynamoDB Time to Live".</summary>
    private const int MostYearsAgo = 5;

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Items to delete.</summary>
    public int MaxItems { get; init; } = 1000;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public ExpireResult Execute(Turn turn)
    {
        if (turn.Engine.Tables.GetValueOrDefault(Table) is not { Expiry: { } expiry } table)
            return new ExpireResult(0, false);
        var over = expiry.Between(Seconds(turn.Now.AddYears(-MostYearsAgo)), Seconds(turn.Now)).Take(MaxItems).ToList();
        foreach (var key in over)
        {
            turn.See(key);
            turn.Expire(table, table.Find(key)!.KeyIn(table.Schema));
        }

        return new ExpireResult(over.Count, over.Count == MaxItems);
    }

    private static DynamoNumber Seconds(DateTimeOffset at) => DynamoNumber.Parse(at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
}
