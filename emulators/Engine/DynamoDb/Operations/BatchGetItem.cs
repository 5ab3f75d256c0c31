using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads up to 100 items; what would exceed 16 MB is left for the next call.</summary>
public sealed class BatchGetItem : IDataOperation<BatchGetResult>
{
    private readonly Dictionary<string, Projection> _projections = [];

    /// <summary>What to read, by table.</summary>
    public required IReadOnlyDictionary<string, BatchGet> Requests { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [.. Requests.Keys];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(BatchGetResult? result) => Requests.Keys.Select(t => (t, result?.Items[t].Count ?? 0));

    /// <inheritdoc/>
    public void Prepare()
    {
        var count = Requests.Values.Sum(r => r.Keys.Count);
        if (count == 0)
            throw DynamoException.Validation("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        if (count > DynamoLimits.BatchGetItems)
            throw DynamoException.Validation("Too many items requested for the BatchGetItem call");
        foreach (var (table, request) in Requests)
        {
            var placeholders = request.Input.Open(("ProjectionExpression", request.ProjectionText));
            if (request.ProjectionText is not null)
                _projections[table] = ProjectionParser.Parse(request.ProjectionText, placeholders);
            else if (request.AttributesToGet is not null)
                _projections[table] = Projection.Of(request.AttributesToGet);
            placeholders.CheckUse();
        }
    }

    /// <inheritdoc/>
    public BatchGetResult Execute(Turn turn)
    {
        var result = new BatchGetResult();
        var bytes = 0L;
        foreach (var (name, request) in Requests)
        {
            var table = turn.Engine.Table(name);
            var projection = _projections.GetValueOrDefault(name);
            var items = new List<Item>();
            var keys = new SortedSet<RowKey>();
            var units = 0.0;
            foreach (var wanted in request.Keys)
            {
                var key = table.Schema.KeyOfKey(wanted);
                if (!keys.Add(key))
                    throw DynamoException.Validation("Provided list of item keys contains duplicates");
                turn.See(key);
                var row = table.Find(key);
                if (bytes > 0 && bytes + (row?.Size ?? 0) > DynamoLimits.BatchGetBytes)
                {
                    result.LeaveOver(name, wanted);
                    continue;
                }

                bytes += row?.Size ?? 0;
                units += ReadUnits.Of(row?.Size ?? 0, request.Consistent);
                if (row?.Item is { } item)
                    items.Add(projection?.Of(item) ?? item);
            }

            result.Items[name] = items;
            result.Units[name] = new Capacity { Table = units };
        }

        return result;
    }
}
