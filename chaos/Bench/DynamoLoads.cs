namespace ActiveActive.Bench;

/// <summary>What is done to a table of a hash and a range key.</summary>
internal abstract class DynamoLoad(string name, string operation, int items) : Load
{
    /// <summary>Different requests of one worker, used in turn.</summary>
    protected const int Variants = 32;

    /// <summary>Items under one hash key, which is what a query reads.</summary>
    protected const int ItemsPerKey = 10;

    private const int Workers = 64;
    private const string Table = "aa-bench";
    private byte[][] _requests = [];

    public override string Name => name;

    /// <summary>Whether the items are there before the work begins.</summary>
    protected virtual bool Filled => false;

    public override async Task Prepare(Server server, BenchOptions options, CancellationToken cancellation)
    {
        await server.Call("DynamoDB_20120810.CreateTable",
            $$"""{"TableName":"{{Table}}","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]}""",
            cancellation);
        await Until(server, "ACTIVE", cancellation);
        var payload = new string('x', options.PayloadBytes);
        for (var key = 0; Filled && key < Workers; key++)
            await server.Call("DynamoDB_20120810.BatchWriteItem", Batch(Enumerable.Range(0, ItemsPerKey).Select(i => Item(key, i, payload))), cancellation);
        _requests = [.. Enumerable.Range(0, Workers * Variants).Select(i =>
            server.Request($"DynamoDB_20120810.{operation}", Body(Table, i / Variants, i % Variants, payload)))];
    }

    public override async ValueTask<int> Work(Server server, RawConnection connection, int worker, int turn, CancellationToken cancellation)
    {
        await connection.Call(_requests[(worker % Workers * Variants) + (turn % Variants)], cancellation);
        return items;
    }

    public override async Task Clear(Server server, CancellationToken cancellation)
    {
        await server.Call("DynamoDB_20120810.DeleteTable", $$"""{"TableName":"{{Table}}"}""", cancellation);
        await Until(server, null, cancellation);
    }

    protected abstract string Body(string table, int worker, int variant, string payload);

    protected static string Key(int key, int sort) => $$$"""{"pk":{"S":"key-{{{key}}}"},"sk":{"S":"{{{sort:D4}}}"}}""";

    protected static string Item(int key, int sort, string payload) => $$$"""{"pk":{"S":"key-{{{key}}}"},"sk":{"S":"{{{sort:D4}}}"},"n":{"N":"{{{sort}}}"},"body":{"S":"{{{payload}}}"}}""";

    protected static string Batch(IEnumerable<string> items) =>
        $$$"""{"RequestItems":{"{{{Table}}}":[{{{string.Join(',', items.Select(i => $$$"""{"PutRequest":{"Item":{{{i}}}}}"""))}}}]}}""";

    // Other emulators play the moments in which a table is being made and unmade.
    private static async Task Until(Server server, string? state, CancellationToken cancellation)
    {
        while (true)
        {
            var tables = await server.Call("DynamoDB_20120810.ListTables", "{}", cancellation);
            var there = tables.GetProperty("TableNames").EnumerateArray().Any(t => t.GetString() == Table);
            if (!there && state is null)
                return;
            if (there && state is not null)
            {
                var table = await server.Call("DynamoDB_20120810.DescribeTable", $$"""{"TableName":"{{Table}}"}""", cancellation);
                if (table.GetProperty("Table").GetProperty("TableStatus").GetString() == state)
                    return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }
    }
}

/// <summary>An item a request.</summary>
internal sealed class Put() : DynamoLoad("put", "PutItem", 1)
{
    protected override string Body(string table, int worker, int variant, string payload) =>
        $$$"""{"TableName":"{{{table}}}","Item":{{{Item(worker, variant, payload)}}}}""";
}

/// <summary>An item that is there, by its key.</summary>
internal sealed class Get() : DynamoLoad("get", "GetItem", 1)
{
    protected override bool Filled => true;

    protected override string Body(string table, int worker, int variant, string payload) =>
        $$$"""{"TableName":"{{{table}}}","Key":{{{Key(worker, variant % ItemsPerKey)}}}}""";
}

/// <summary>The ten items of a hash key; counted as one.</summary>
internal sealed class Query() : DynamoLoad("query", "Query", 1)
{
    protected override bool Filled => true;

    protected override string Body(string table, int worker, int variant, string payload) =>
        $$$$"""{"TableName":"{{{{table}}}}","KeyConditionExpression":"pk = :k","ExpressionAttributeValues":{":k":{"S":"key-{{{{worker}}}}"}}}""";
}

/// <summary>25 items a request.</summary>
internal sealed class BatchWrite() : DynamoLoad("batch write 25", "BatchWriteItem", 25)
{
    protected override string Body(string table, int worker, int variant, string payload) =>
        Batch(Enumerable.Range(variant * 25, 25).Select(i => Item(worker, i, payload)));
}
