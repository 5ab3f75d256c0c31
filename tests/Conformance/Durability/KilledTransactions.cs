using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// Transactions that count in two tables and enter a line in one of them. A transaction without an answer is sent again with its
/// token in the next life. After every kill both counts are equal, as high as was acknowledged and one more at most, and the
/// lines are those of the counts: all of a transaction or nothing, and never twice.
/// </summary>
internal sealed class KilledTransactions(KilledClient client) : IKilledLoad
{
    private const int Writers = 2;
    private readonly long[] _done = new long[Writers];

    public async Task<int> Prepare()
    {
        foreach (var table in (string[])["left", "right"])
            await client.Call("DynamoDB_20120810.CreateTable", $$"""{"TableName":"{{table}}","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"}],"KeySchema":[{"AttributeName":"k","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}]}""");
        return Writers;
    }

    public async Task Step(int worker, SeededChance chance)
    {
        var number = _done[worker] + 1;
        await client.Call("DynamoDB_20120810.TransactWriteItems", new
        {
            ClientRequestToken = $"{worker}-{number}",
            TransactItems = new object[] { Count("left", worker), Count("right", worker), Line(worker, number) },
        });
        _done[worker] = number;
    }

    public async Task Check(bool last)
    {
        for (var worker = 0; worker < Writers; worker++)
        {
            var (left, right) = (await Counts("left", worker), await Counts("right", worker));
            var count = left.Count == 0 ? 0 : left[0].Count;
            var counted = right.Count == 0 ? 0 : right[0].Count;
            if (count != counted)
                throw new LossException($"writer {worker}: {count} transactions in the left table, {counted} in the right one");
            if (count < _done[worker] || count > _done[worker] + 1)
                throw new LossException($"writer {worker}: {count} transactions are there, {_done[worker]} were acknowledged and one more was sent at most");
            if (!right.Skip(1).Select(r => r.Number).SequenceEqual(Enumerable.Range(1, (int)count).Select(n => (long)n)))
                throw new LossException($"writer {worker}: {count} transactions, but these lines: {string.Join(' ', right.Skip(1).Select(r => r.Number))}");
        }
    }

    private async Task<List<(long Number, long Count)>> Counts(string table, int worker)
    {
        var answer = await client.Call("DynamoDB_20120810.Query", new
        {
            TableName = table, ConsistentRead = true, KeyConditionExpression = "k = :k",
            ExpressionAttributeValues = new Dictionary<string, object> { [":k"] = new { S = $"w{worker}" } },
        });
        return [.. answer.GetProperty("Items").EnumerateArray().Select(i => (Read(i, "n"), i.TryGetProperty("c", out _) ? Read(i, "c") : 0))];
    }

    private static long Read(System.Text.Json.JsonElement item, string attribute) =>
        long.Parse(item.GetProperty(attribute).GetProperty("N").GetString()!, CultureInfo.InvariantCulture);

    private static object Count(string table, int worker) => new
    {
        Update = new
        {
            TableName = table, Key = new { k = new { S = $"w{worker}" }, n = new { N = "0" } }, UpdateExpression = "ADD c :one",
            ExpressionAttributeValues = new Dictionary<string, object> { [":one"] = new { N = "1" } },
        },
    };

    private static object Line(int worker, long number) => new
    {
        Put = new { TableName = "right", Item = new { k = new { S = $"w{worker}" }, n = new { N = $"{number}" } }, ConditionExpression = "attribute_not_exists(k)" },
    };
}
