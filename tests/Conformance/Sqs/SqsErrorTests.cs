using System.Text;
using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>
/// What errors look like on the wire: status, x-amzn-query-error and __type. From the service model of SQS and from recordings
/// of AWS that others have published.
/// </summary>
public sealed class SqsErrorTests : IAsyncLifetime
{
    private const string Sqs = "com.amazonaws.sqs#";
    private const string Common = "com.amazon.coral.service#";
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.5.2"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await Done("CreateQueue", """{"QueueName":"q"}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<JsonElement> Done(string action, string json)
    {
        using var response = await _server.Call(action, json);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private async Task Fails(string action, string json, int status, string query, string type, string? message = null)
    {
        using var response = await _server.Call(action, json);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(
            (status, $"{query};{(status < 500 ? "Sender" : "Receiver")}", type, "application/x-amz-json-1.0"),
            ((int)response.StatusCode, Assert.Single(response.Headers.GetValues("x-amzn-query-error")), body.GetProperty("__type").GetString(), response.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(Assert.Single(response.Headers.GetValues("x-amzn-RequestId")));
        if (message is not null)
            Assert.Equal(message, body.GetProperty("message").GetString());
        else
            Assert.NotEmpty(body.GetProperty("message").GetString()!);
    }

    private string Q(string members = "") => $"{{\"QueueUrl\":\"{_server.Address}/000000000000/q\"{(members.Length > 0 ? "," + members : "")}}}";

    [Theory]
    [InlineData("SendMessage", """ "MessageBody":"x","DelaySeconds":901 """)]
    [InlineData("SendMessage", """ "MessageBody":"x","DelaySeconds":-1 """)]
    [InlineData("SendMessage", """ "MessageBody":"x","MessageAttributes":{"AWS.x":{"DataType":"String","StringValue":"v"}} """)]
    [InlineData("SendMessage", """ "MessageBody":"x","MessageAttributes":{"a":{"DataType":"Text","StringValue":"v"}} """)]
    [InlineData("SendMessage", """ "MessageBody":"x","MessageAttributes":{"a":{"DataType":"Number","StringValue":"v"}} """)]
    [InlineData("SendMessage", """ "MessageBody":"x","MessageAttributes":{"a":{"DataType":"String"}} """)]
    [InlineData("ReceiveMessage", """ "MaxNumberOfMessages":0 """)]
    [InlineData("ReceiveMessage", """ "MaxNumberOfMessages":11 """)]
    [InlineData("ReceiveMessage", """ "VisibilityTimeout":43201 """)]
    [InlineData("ReceiveMessage", """ "WaitTimeSeconds":21 """)]
    [InlineData("ChangeMessageVisibility", """ "ReceiptHandle":"x","VisibilityTimeout":43201 """)]
    public Task A_value_out_of_range_is_InvalidParameterValue(string action, string members) =>
        Fails(action, Q(members), 400, "InvalidParameterValue", Common + "InvalidParameterValueException");

    [Theory]
    [InlineData("SendMessage", "", "MessageBody")]
    [InlineData("SendMessage", """ "MessageBody":"" """, "MessageBody")]
    [InlineData("DeleteMessage", "", "ReceiptHandle")]
    [InlineData("ChangeMessageVisibility", """ "VisibilityTimeout":1 """, "ReceiptHandle")]
    [InlineData("ChangeMessageVisibility", """ "ReceiptHandle":"x" """, "VisibilityTimeout")]
    public Task What_is_missing_is_named(string action, string members, string parameter) => Fails(
        action, Q(members), 400, "MissingParameter", Common + "MissingRequiredParameterException", $"The request must contain the parameter {parameter}.");

    [Fact]
    public async Task Queues_that_are_not_there_or_have_no_name()
    {
        const string none = "The specified queue does not exist.";
        await Fails("SendMessage", """{"MessageBody":"x"}""", 400, "AWS.SimpleQueueService.NonExistentQueue", Sqs + "QueueDoesNotExist", none);
        await Fails("DeleteMessage", """{"QueueUrl":"http://x/000000000000/no","ReceiptHandle":"y"}""", 400, "AWS.SimpleQueueService.NonExistentQueue", Sqs + "QueueDoesNotExist", none);
        foreach (var action in new[] { "GetQueueUrl", "CreateQueue" })
            await Fails(action, "{}", 400, "InvalidParameterValue", Common + "InvalidParameterValueException");
        await Fails("CreateQueue", """{"QueueName":"a b"}""", 400, "InvalidParameterValue", Common + "InvalidParameterValueException");
        await Fails("CreateQueue", """{"QueueName":"q","Attributes":{"VisibilityTimeout":"31"}}""", 400, "QueueAlreadyExists", Sqs + "QueueNameExists");
    }

    [Fact]
    public async Task Attributes_that_are_not_there_or_out_of_range()
    {
        foreach (var (action, members) in new[]
        {
            ("GetQueueAttributes", """ "AttributeNames":["Nonsense"] """),
            ("SetQueueAttributes", """ "Attributes":{"Nonsense":"1"} """),
            ("ReceiveMessage", """ "MessageSystemAttributeNames":["Nonsense"] """),
            ("ReceiveMessage", """ "AttributeNames":["Nonsense"] """),
        })
        {
            await Fails(action, Q(members), 400, "InvalidAttributeName", Sqs + "InvalidAttributeName", "Unknown Attribute Nonsense.");
        }

        await Fails("SetQueueAttributes", Q(""" "Attributes":{"VisibilityTimeout":"43201"} """), 400, "InvalidAttributeValue", Sqs + "InvalidAttributeValue",
            "Invalid value for the parameter VisibilityTimeout.");
    }

    [Fact]
    public async Task Receipt_handles_that_do_not_fit()
    {
        await Done("CreateQueue", """{"QueueName":"other"}""");
        await Done("SendMessage", Q(""" "MessageBody":"x" """));
        var handle = (await Done("ReceiveMessage", Q())).GetProperty("Messages")[0].GetProperty("ReceiptHandle").GetString()!;
        var elsewhere = $"{{\"QueueUrl\":\"{_server.Address}/000000000000/other\",\"ReceiptHandle\":\"{handle}\",\"VisibilityTimeout\":0}}";
        foreach (var action in new[] { "DeleteMessage", "ChangeMessageVisibility" })
        {
            await Fails(action, Q(""" "ReceiptHandle":"fake","VisibilityTimeout":0 """), 404, "ReceiptHandleIsInvalid", Sqs + "ReceiptHandleIsInvalid",
                "The input receipt handle \"fake\" is not a valid receipt handle.");
            await Fails(action, elsewhere, 404, "ReceiptHandleIsInvalid", Sqs + "ReceiptHandleIsInvalid", $"The receipt handle \"{handle}\" is not valid for this queue.");
        }

        var batch = await Done("DeleteMessageBatch", Q($$""" "Entries":[{"Id":"a","ReceiptHandle":"fake"},{"Id":"b","ReceiptHandle":"{{handle}}"}] """));
        Assert.Equal("b", Assert.Single(batch.GetProperty("Successful").EnumerateArray()).GetProperty("Id").GetString());
        var failed = Assert.Single(batch.GetProperty("Failed").EnumerateArray());
        Assert.Equal(("a", "ReceiptHandleIsInvalid", true), (failed.GetProperty("Id").GetString(), failed.GetProperty("Code").GetString(), failed.GetProperty("SenderFault").GetBoolean()));
        await Done("DeleteMessage", Q($"\"ReceiptHandle\":\"{handle}\""));
        await Fails("ChangeMessageVisibility", Q($"\"ReceiptHandle\":\"{handle}\",\"VisibilityTimeout\":1"), 400, "InvalidParameterValue", Common + "InvalidParameterValueException");
    }

    [Fact]
    public async Task A_message_that_is_visible_again_is_not_in_flight()
    {
        await Done("SendMessage", Q(""" "MessageBody":"x" """));
        var handle = (await Done("ReceiveMessage", Q())).GetProperty("Messages")[0].GetProperty("ReceiptHandle").GetString();
        await Done("ChangeMessageVisibility", Q($"\"ReceiptHandle\":\"{handle}\",\"VisibilityTimeout\":0"));
        await Fails("ChangeMessageVisibility", Q($"\"ReceiptHandle\":\"{handle}\",\"VisibilityTimeout\":1"), 400, "AWS.SimpleQueueService.MessageNotInflight", Sqs + "MessageNotInflight");
    }

    [Theory]
    [InlineData("[]", "EmptyBatchRequest")]
    [InlineData("""[{"Id":"a","MessageBody":"x"},{"Id":"a","MessageBody":"x"}]""", "BatchEntryIdsNotDistinct")]
    [InlineData("""[{"Id":"a b","MessageBody":"x"}]""", "InvalidBatchEntryId")]
    public Task A_batch_that_breaks_a_rule(string entries, string code) =>
        Fails("SendMessageBatch", Q($"\"Entries\":{entries}"), 400, "AWS.SimpleQueueService." + code, Sqs + code);

    [Fact]
    public async Task Batches_and_messages_that_are_too_large()
    {
        var eleven = string.Join(',', Enumerable.Range(0, 11).Select(i => $$"""{"Id":"e{{i}}","MessageBody":"x"}"""));
        await Fails("SendMessageBatch", Q($"\"Entries\":[{eleven}]"), 400, "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", Sqs + "TooManyEntriesInBatchRequest");
        var half = new StringBuilder().Append('x', 600_000);
        await Fails("SendMessageBatch", Q($$""" "Entries":[{"Id":"a","MessageBody":"{{half}}"},{"Id":"b","MessageBody":"{{half}}"}] """), 400,
            "AWS.SimpleQueueService.BatchRequestTooLong", Sqs + "BatchRequestTooLong");
        await Fails("SendMessage", Q($"\"MessageBody\":\"{half}{half}\""), 400, "InvalidParameterValue", Common + "InvalidParameterValueException");
    }

    [Fact]
    public async Task Requests_that_are_none()
    {
        await Fails("NoSuchAction", "{}", 400, "InvalidAction", Common + "UnknownOperationException");
        foreach (var body in new[] { "", "{", "[]", "null", "\"text\"", """{"QueueUrl":{},"MessageBody":"x"}""" })
            await Fails("SendMessage", body, 400, "MalformedInput", Common + "SerializationException");
        await Fails("SendMessage", Q(""" "MessageBody":"\u0001" """), 400, "InvalidMessageContents", Sqs + "InvalidMessageContents");
        await Fails("SendMessage", Q(""" "MessageBody":"x","MessageAttributes":{"a":{"DataType":"String","StringListValues":["v"]}} """), 400,
            "AWS.SimpleQueueService.UnsupportedOperation", Sqs + "UnsupportedOperation");
    }

    [Fact]
    public async Task A_second_purge_comes_too_soon()
    {
        await Done("PurgeQueue", Q());
        await Fails("PurgeQueue", Q(), 403, "AWS.SimpleQueueService.PurgeQueueInProgress", Sqs + "PurgeQueueInProgress");
    }
}
