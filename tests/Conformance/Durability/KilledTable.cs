using System.Globalization;
using System.Text.Json;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// A table with a range key and a global index. Every item has one writer, which gives it version after version by a put, an
/// update, a batch write or a delete. What is found afterwards is the last acknowledged version or the one that was asked for
/// after it, whole, and the index tells the same.
/// </summary>
internal sealed class KilledTable(KilledClient client) : IKilledLoad
{
    private const int Writers = 4;
    private const int ItemsEach = 3;
    private readonly long[,] _acknowledged = new long[Writers, ItemsEach];
    private readonly long[,] _asked = new long[Writers, ItemsEach];

    public async Task<int> Prepare()
    {
        await client.Call("DynamoDB_20120810.CreateTable", """
            {"TableName":"killed","BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"v","AttributeType":"N"}],
             "KeySchema":[{"AttributeName":"k","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
             "GlobalSecondaryIndexes":[{"IndexName":"by-g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"v","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]}
            """);
        return Writers;
    }

    public async Task Step(int worker, SeededChance chance)
    {
        if (chance.Below(6) == 0)
        {
            var all = Enumerable.Range(0, ItemsEach).Select(i => (Item: i, Version: ++_asked[worker, i])).ToArray();
            await client.Call("DynamoDB_20120810.BatchWriteItem", new
            {
                RequestItems = new { killed = all.Select(w => IsDelete(w.Version) ? (object)new { DeleteRequest = new { Key = Key(worker, w.Item) } } : new { PutRequest = new { Item = Item(worker, w.Item, w.Version) } }) },
            });
            foreach (var (written, itsVersion) in all)
                _acknowledged[worker, written] = itsVersion;
            return;
        }

        var item = chance.Below(ItemsEach);
        var version = ++_asked[worker, item];
        if (IsDelete(version))
            await client.Call("DynamoDB_20120810.DeleteItem", new { TableName = "killed", Key = Key(worker, item) });
        else if (chance.Below(2) == 0)
            await client.Call("DynamoDB_20120810.PutItem", new { TableName = "killed", Item = Item(worker, item, version) });
        else
            await Update(worker, item, version);
        _acknowledged[worker, item] = version;
    }

    public async Task Check(bool last)
    {
        var found = await Versions("Scan", new { TableName = "killed", ConsistentRead = true });
        for (var worker = 0; worker < Writers; worker++)
        {
            for (var item = 0; item < ItemsEach; item++)
                Check(worker, item, found.TryGetValue((worker, item), out var version) ? version : null);
        }

        Dictionary<(int, int), long> indexed = [];
        for (var group = 0; group < 3; group++)
        {
            foreach (var (key, version) in await Versions("Query", new { TableName = "killed", IndexName = "by-g", KeyConditionExpression = "g = :g", ExpressionAttributeValues = new Dictionary<string, object> { [":g"] = new { S = $"g{group}" } } }))
            {
                if (!indexed.TryAdd(key, version))
                    throw new LossException($"the index by-g shows item {key} twice");
            }
        }

        if (!indexed.OrderBy(e => e.Key).SequenceEqual(found.OrderBy(e => e.Key)))
            throw new LossException($"the index by-g shows {Text(indexed)}; the table holds {Text(found)}");
    }

    private void Check(int worker, int item, long? found)
    {
        ref var acknowledged = ref _acknowledged[worker, item];
        ref var asked = ref _asked[worker, item];
        var right = found is { } version
            ? version >= acknowledged && version <= asked
            : asked == 0 || acknowledged == 0 || FirstDelete(acknowledged) <= asked;
        if (!right)
            throw new LossException($"item {worker}/{item} is {(found is { } v ? $"at version {v}" : "not there")}; acknowledged was {acknowledged}, a {(IsDelete(acknowledged) ? "delete" : "write")}, and asked for {asked}");
        // What has been seen stays.
        acknowledged = found ?? (acknowledged == 0 ? 0 : FirstDelete(acknowledged));
    }

    private Task<JsonElement> Update(int worker, int item, long version)
    {
        var whole = Item(worker, item, version);
        return client.Call("DynamoDB_20120810.UpdateItem", new
        {
            TableName = "killed",
            Key = Key(worker, item),
            UpdateExpression = "SET g = :g, v = :v, body = :body",
            ConditionExpression = "attribute_not_exists(k) OR v < :v",
            ExpressionAttributeValues = new Dictionary<string, object> { [":g"] = whole["g"], [":v"] = whole["v"], [":body"] = whole["body"] },
        });
    }

    private async Task<Dictionary<(int Worker, int Item), long>> Versions(string operation, object read)
    {
        Dictionary<(int, int), long> versions = [];
        foreach (var item in (await client.Call($"DynamoDB_20120810.{operation}", read)).GetProperty("Items").EnumerateArray())
        {
            var worker = int.Parse(Read(item, "k", "S")[1..], CultureInfo.InvariantCulture);
            var number = int.Parse(Read(item, "r", "N"), CultureInfo.InvariantCulture);
            var version = long.Parse(Read(item, "v", "N"), CultureInfo.InvariantCulture);
            if (Read(item, "g", "S") != Group(version) || Read(item, "body", "S") != Pad(version))
                throw new LossException($"item {worker}/{number} at version {version} is not whole: {item}");
            versions.Add((worker, number), version);
        }

        return versions;
    }

    private static string Read(JsonElement item, string attribute, string type) => item.GetProperty(attribute).GetProperty(type).GetString()!;

    private static bool IsDelete(long version) => version % 5 == 0;

    private static long FirstDelete(long from) => (from + 4) / 5 * 5;

    private static string Group(long version) => $"g{version % 3}";

    private static string Pad(long version) => new((char)('a' + (version % 26)), (int)(version * 7919 % 9000));

    private static Dictionary<string, object> Key(int worker, int item) => new() { ["k"] = new { S = $"w{worker}" }, ["r"] = new { N = $"{item}" } };

    private static Dictionary<string, object> Item(int worker, int item, long version) =>
        new(Key(worker, item)) { ["g"] = new { S = Group(version) }, ["v"] = new { N = $"{version}" }, ["body"] = new { S = Pad(version) } };

    private static string Text(Dictionary<(int, int), long> versions) => string.Join(' ', versions.OrderBy(v => v.Key).Select(v => $"{v.Key}={v.Value}"));
}
