using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Ttl;

/// <summary>
/// Walks on through a table for a bounded number of items and deletes those whose time is over. A delete is a write of this
/// region like any other: it replicates, and its stream record says that the service did it.
/// </summary>
public sealed class ExpireItems : IOperation<ExpireResult>
{
    /// <summary>What has expired longer ago is taken for a mistake and stays, as in AWS: "How it works: DynamoDB Time to Live".</summary>
    private const int MostYearsAgo = 5;

    private static readonly RowKey Beginning = new(0, null, null, -1);
    private static readonly RowKey End = new(ulong.MaxValue, null, null, 1);

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Where the last walk stopped; null for the beginning.</summary>
    public RowKey? After { get; init; }

    /// <summary>Items to look at.</summary>
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
        if (turn.Engine.Tables.GetValueOrDefault(Table) is not { Settings.TtlAttribute: { } attribute } table)
            return new ExpireResult(0, null);
        var (seen, last, expired) = (0, (RowKey?)null, new List<Row>());
        var (now, tooOld) = (Seconds(turn.Now), Seconds(turn.Now.AddYears(-MostYearsAgo)));
        foreach (var row in table.Between(After ?? Beginning, End, forward: true))
        {
            if (seen == MaxItems)
                break;
            seen++;
            last = row.Key;
            if (row.Key != After && IsOver(row.Item!.GetValueOrDefault(attribute), now, tooOld))
                expired.Add(row);
        }

        foreach (var row in expired)
        {
            turn.See(row.Key);
            turn.Expire(table, row.KeyIn(table.Schema));
        }

        return new ExpireResult(expired.Count, seen < MaxItems ? null : last);
    }

    /// <summary>Only a number is a time: seconds since 1970.</summary>
    private static bool IsOver(AttributeValue? value, DynamoNumber now, DynamoNumber tooOld) =>
        value is AttributeValue.N time && time.Value.CompareTo(now) <= 0 && time.Value.CompareTo(tooOld) > 0;

    private static DynamoNumber Seconds(DateTimeOffset at) => DynamoNumber.Parse(at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
}
