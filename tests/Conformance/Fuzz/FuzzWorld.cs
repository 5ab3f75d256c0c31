using System.Text.Json;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>
/// What the requests are about: tables, queues and streams that are there, made again whenever a request has deleted them; and a
/// table and a queue that no request names, whose contents must be whole in the end.
/// </summary>
internal sealed class FuzzWorld(DynamoDbServer server)
{
    private const int Witnesses = 50;
    private const string WitnessQueue = "http://localhost/000000000000/witnesses-of-the-fuzzer";
    private readonly Dictionary<string, string> _live = new(StringComparer.Ordinal)
    {
        ["queue"] = "http://localhost/000000000000/fuzz",
        ["arn"] = "arn:aws:sqs:us-east-1:000000000000:",
    };

    /// <summary>Puts live handles, ARNs and iterators in a request's place of them.</summary>
    public string Fill(string json)
    {
        if (!json.Contains("«", StringComparison.Ordinal))
            return json;
        foreach (var (name, value) in _live)
            json = json.Replace($"«{name}»", value, StringComparison.Ordinal);
        return json;
    }

    /// <summary>Makes what is not seen again after the first time.</summary>
    public async Task Prepare()
    {
        await Call("CreateQueue", """{"QueueName":"witnesses-of-the-fuzzer","Attributes":{"MessageRetentionPeriod":"1209600"}}""");
        await server.CallDynamo("CreateTable", """{"TableName":"witnesses-of-the-fuzzer","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"k","AttributeType":"N"}],"KeySchema":[{"AttributeName":"k","KeyType":"HASH"}]}""");
        for (var i = 0; i < Witnesses; i++)
        {
            await Call("SendMessage", $$"""{"QueueUrl":"{{WitnessQueue}}","MessageBody":"{{i}}"}""");
            await server.CallDynamo("PutItem", $$$$"""{"TableName":"witnesses-of-the-fuzzer","Item":{"k":{"N":"{{{{i}}}}"},"v":{"S":"{{{{i}}}}"}}}""");
        }

        await Renew();
    }

    /// <summary>Makes what requests may have deleted or spoiled.</summary>
    public async Task Renew()
    {
        foreach (var queue in (string[])["fuzz", "fuzz-dead", "fuzz-source"])
            await Call("CreateQueue", $$$"""{"QueueName":"{{{queue}}}"}""");
        foreach (var queue in (string[])["fuzz.fifo", "fuzz-dead.fifo"])
            await Call("CreateQueue", $$$"""{"QueueName":"{{{queue}}}","Attributes":{"FifoQueue":"true"}}""");
        await Call("SetQueueAttributes", """{"QueueUrl":"http://localhost/000000000000/fuzz","Attributes":{"ReceiveMessageWaitTimeSeconds":"0"}}""");
        await Call("SetQueueAttributes", """{"QueueUrl":"http://localhost/000000000000/fuzz.fifo","Attributes":{"ReceiveMessageWaitTimeSeconds":"0"}}""");
        await Call("SetQueueAttributes", """{"QueueUrl":"http://localhost/000000000000/fuzz-source","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:fuzz-dead\",\"maxReceiveCount\":1}"}}""");
        await server.CallDynamo("CreateTable", FuzzTemplates.Table("fuzz"));
        await server.CallDynamo("UpdateTable", """{"TableName":"fuzz","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}""");
        await Learn();
    }

    /// <summary>The witnesses are all there.</summary>
    public async Task CheckWitnesses(string when)
    {
        HashSet<string> bodies = [];
        while ((await Call("ReceiveMessage", $$"""{"QueueUrl":"{{WitnessQueue}}","MaxNumberOfMessages":10,"VisibilityTimeout":1000}""")).TryGetProperty("Messages", out var messages))
            bodies.UnionWith(messages.EnumerateArray().Select(m => m.GetProperty("Body").GetString()!));
        Xunit.Assert.True(bodies.Count == Witnesses, $"{when} there are {bodies.Count} of {Witnesses} messages");
        var (_, scan) = await server.CallDynamo("Scan", """{"TableName":"witnesses-of-the-fuzzer"}""");
        Xunit.Assert.True(scan.GetProperty("Count").GetInt32() == Witnesses, $"{when} there are other items than before: {scan}");
    }

    private async Task Learn()
    {
        await Call("SendMessage", """{"QueueUrl":"http://localhost/000000000000/fuzz","MessageBody":"to receive"}""");
        var received = await Call("ReceiveMessage", """{"QueueUrl":"http://localhost/000000000000/fuzz","VisibilityTimeout":3600}""");
        if (received.ValueKind == JsonValueKind.Object && received.TryGetProperty("Messages", out var messages))
            _live["handle"] = messages[0].GetProperty("ReceiptHandle").GetString()!;
        var (_, streams) = await server.CallDynamo("ListStreams", """{"TableName":"fuzz"}""", "DynamoDBStreams_20120810");
        if (!streams.TryGetProperty("Streams", out var all) || all.GetArrayLength() == 0)
            return;
        var arn = _live["stream"] = all[all.GetArrayLength() - 1].GetProperty("StreamArn").GetString()!;
        var (_, described) = await server.CallDynamo("DescribeStream", $$"""{"StreamArn":"{{arn}}"}""", "DynamoDBStreams_20120810");
        var shard = _live["shard"] = described.GetProperty("StreamDescription").GetProperty("Shards")[0].GetProperty("ShardId").GetString()!;
        var (_, iterator) = await server.CallDynamo("GetShardIterator", $$"""{"StreamArn":"{{arn}}","ShardId":"{{shard}}","ShardIteratorType":"TRIM_HORIZON"}""", "DynamoDBStreams_20120810");
        _live["iterator"] = iterator.GetProperty("ShardIterator").GetString()!;
    }

    private async Task<JsonElement> Call(string action, string json)
    {
        using var response = await server.Call(action, json);
        var body = await response.Content.ReadAsStringAsync();
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }
}
