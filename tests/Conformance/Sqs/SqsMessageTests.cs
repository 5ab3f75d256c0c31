using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>What SQS says to requests that break a rule, word for word: tools compare it. From recordings of AWS that others have published.</summary>
public sealed class SqsMessageTests : SqsFixture
{
    private const string NotMap = "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.";
    private const string Unsupported =
        "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it\u2019s in an unsupported format.";

    private const string NoAllow = "for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy.";

    private async Task Says(string expected, string action, string request, string queue = "q")
    {
        var members = JsonNode.Parse(request)!.AsObject();
        members.TryAdd("QueueUrl", $"{Server.Address}/000000000000/{queue}");
        Assert.Equal(expected, (await Fails(action, members)).Message);
    }

    [Theory]
    [InlineData("Number", "world", "Can't cast the value of message (user) attribute 'a' to a number.")]
    [InlineData("String", "", "Message (user) attribute 'a' must contain a non-empty value of type 'String'.")]
    [InlineData("Text", "v", "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.")]
    [InlineData("Binary", "v", "Message (user) attribute 'a' with type 'Binary' must use field 'Binary'.")]
    public async Task An_attribute_s_type_and_value(string type, string value, string expected)
    {
        await Create("q");
        await Says(expected, "SendMessage", JsonSerializer.Serialize(new
        {
            MessageBody = "x",
            MessageAttributes = new { a = new { DataType = type, StringValue = value } },
        }));
    }

    [Theory]
    [InlineData("", "The request must contain non-empty message (user) attribute names.")]
    [InlineData(".a", "Message (user) attribute name must not begin with character '.'.")]
    [InlineData("a.", "Message (user) attribute name must not end with character '.'.")]
    [InlineData("a..b", "Message (user) attribute name must not have successive '.' characters.")]
    [InlineData("aws.a", "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use.")]
    public async Task An_attribute_s_name(string name, string expected)
    {
        var url = await Create("q");
        await Says(expected, "SendMessage", JsonSerializer.Serialize(new
        {
            MessageBody = "x",
            MessageAttributes = new Dictionary<string, object> { [name] = new { DataType = "String", StringValue = "v" } },
        }));
        await Done("SendMessage", new { QueueUrl = url, MessageBody = "x", MessageAttributes = new Dictionary<string, object> { ["attr.\u00f8\u00e4"] = new { DataType = "String", StringValue = "v" } } });
    }

    [Theory]
    [InlineData("SendMessage", """{"MessageBody":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("SendMessage", """{"MessageBody":"x","DelaySeconds":[]}""", "Start of list found where not expected")]
    [InlineData("SendMessage", """{"MessageBody":"x","DelaySeconds":"soon"}""", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("SendMessage", """{"MessageBody":"x","MessageDeduplicationId":"1"}""", "The request include parameter MessageDeduplicationId which is not valid for this queue type")]
    [InlineData("ReceiveMessage", """{"VisibilityTimeout":43201}""", "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.")]
    [InlineData("ChangeMessageVisibility", """{"ReceiptHandle":"h","VisibilityTimeout":-10}""", "Value -10 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{}}""", "The request must contain the parameter Attribute.Name.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"FifoQueue":"true"}}""", "Unknown Attribute FifoQueue.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"DeduplicationScope":"queue"}}""", "You can specify the DeduplicationScope only when FifoQueue is set to true.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"KmsMasterKeyId":"k","SqsManagedSseEnabled":"true"}}""",
        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}}""", "Invalid value for the parameter Policy.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"Policy":"{\"Version\":\"2012-10-18\",\"Statement\":{\"Sid\":\"a\"}}"}}""", "Invalid value for the parameter Policy.")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"RedrivePolicy":" "}}""", NotMap)]
    [InlineData("SetQueueAttributes", """{"Attributes":{"RedrivePolicy":"[]"}}""", NotMap)]
    [InlineData("SetQueueAttributes", """{"Attributes":{"RedriveAllowPolicy":"bad"}}""", Unsupported)]
    [InlineData("SetQueueAttributes", """{"Attributes":{"RedriveAllowPolicy":"{\"redrivePermission\":\"some\"}"}}""", Unsupported)]
    [InlineData("SetQueueAttributes", """{"Attributes":{"RedriveAllowPolicy":"{\"redrivePermission\":\"byQueue\"}"}}""",
        $$"""Value {"redrivePermission":"byQueue"} {{NoAllow}} When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.""")]
    [InlineData("AddPermission", """{"Label":"l","AWSAccountIds":["1"]}""", "The request must contain the parameter ActionName.")]
    [InlineData("AddPermission", """{"Label":"l","AWSAccountIds":["1"],"Actions":["CreateQueue"]}""",
        "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.")]
    [InlineData("RemovePermission", """{"Label":"l"}""", "Value l for parameter Label is invalid. Reason: can't find label.")]
    [InlineData("ListDeadLetterSourceQueues", """{"MaxResults":1001}""", "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.")]
    [InlineData("ListDeadLetterSourceQueues", """{"NextToken":"q"}""", "Invalid or expired next token.")]
    [InlineData("StartMessageMoveTask", """{"SourceArn":"q"}""", "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>")]
    [InlineData("CancelMessageMoveTask", """{"TaskHandle":"none"}""", "Value for parameter TaskHandle is invalid.")]
    public async Task Parameters(string action, string request, string expected)
    {
        await Create("q");
        await Says(expected, action, request);
    }

    [Theory]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:none", "5", "Dead letter target does not exist.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:none.fifo", "5", "Dead-letter queue must be same type of queue as the source..")]
    [InlineData("arn:aws:sns:us-east-1:000000000000:topic", "5", "Only SQS queues are valid resources for deadLetterTargetArn.")]
    [InlineData("none", "5", "Invalid value for deadLetterTargetArn.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:none", "0", "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:none", "5,\"more\":1", "Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].")]
    public async Task A_redrive_policy(string arn, string count, string reason)
    {
        var policy = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{count}}}""";
        Assert.Equal(
            ("InvalidParameterValue", $"Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}"),
            await Fails("CreateQueue", new { QueueName = "q", Attributes = new { RedrivePolicy = policy } }));
    }

    [Theory]
    [InlineData("SendMessageBatch", "{}", "The request must contain the parameter Entries.")]
    [InlineData("SendMessageBatch", """{"Entries":[]}""", "There should be at least one SendMessageBatchRequestEntry in the request.")]
    [InlineData("DeleteMessageBatch", """{"Entries":[]}""", "There should be at least one DeleteMessageBatchRequestEntry in the request.")]
    [InlineData("SendMessageBatch", """{"Entries":[{"Id":"1","MessageBody":"a"},{"MessageBody":"b"}]}""", "The request must contain the parameter SendMessageBatchRequestEntry.2.Id.")]
    [InlineData("DeleteMessageBatch", """{"Entries":[1,2,3,4,5,6,7,8,9,10,11]}""", "Maximum number of entries per request are 10. You have sent 11.")]
    public async Task A_batch(string action, string request, string expected)
    {
        await Create("q");
        await Says(expected, action, request);
    }

    [Theory]
    [InlineData("SendMessageBatch", """{"Id":"1"}""", "MissingParameter", "The request must contain the parameter SendMessageBatchRequestEntry.1.MessageBody.")]
    [InlineData("DeleteMessageBatch", """{"Id":"1","ReceiptHandle":" "}""", "MissingParameter", "The request must contain the parameter ReceiptHandle.")]
    [InlineData("ChangeMessageVisibilityBatch", """{"Id":"1","ReceiptHandle":"h"}""", "MissingParameter",
        "The request must contain the parameter ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout.")]
    [InlineData("ChangeMessageVisibilityBatch", """{"Id":"1","ReceiptHandle":"h","VisibilityTimeout":-1}""", "InvalidParameterValue",
        "Value -1 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.")]
    public async Task One_entry_of_a_batch(string action, string entry, string code, string message)
    {
        var url = await Create("q");
        var failed = Assert.Single((await Done(action, new { QueueUrl = url, Entries = new[] { JsonNode.Parse(entry) } })).GetProperty("Failed").EnumerateArray());
        Assert.Equal((code, message, true), (failed.GetProperty("Code").GetString(), failed.GetProperty("Message").GetString(), failed.GetProperty("SenderFault").GetBoolean()));
    }

    [Fact]
    public async Task A_batch_to_a_FIFO_queue_is_accepted_whole_or_not_at_all()
    {
        var url = await CreateFifo("q.fifo");
        foreach (var (second, expected) in new (object, string)[]
        {
            (new { Id = "2", MessageBody = "b", MessageDeduplicationId = "2" }, "The request must contain the parameter MessageGroupId."),
            (new { Id = "2", MessageBody = "b", MessageGroupId = "g" }, "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"),
        })
        {
            var first = new { Id = "1", MessageBody = "a", MessageGroupId = "g", MessageDeduplicationId = "1" };
            Assert.Equal(("InvalidParameterValue", expected), await Fails("SendMessageBatch", new { QueueUrl = url, Entries = new[] { first, second } }));
        }

        Assert.Empty(await Receive(url));
    }

    [Fact]
    public async Task A_number_or_a_truth_value_is_read_as_a_text()
    {
        var url = await Create("q");
        await Done("SendMessage", new { QueueUrl = url, MessageBody = 0 });
        await Done("SendMessage", new { QueueUrl = url, MessageBody = true });
        Assert.Equal(["0", "true"], Bodies(await Receive(url)));
    }

    [Fact]
    public async Task A_customer_s_key_takes_the_place_of_SQS_s_own_and_the_other_way_round()
    {
        var url = await Create("q", ("KmsMasterKeyId", "alias/k"));
        string[] names = ["KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"];
        Assert.Equal("alias/k 300 false", await Told());
        await Done("SetQueueAttributes", new { QueueUrl = url, Attributes = new { SqsManagedSseEnabled = "true" } });
        Assert.Equal("- - true", await Told());
        await Done("SetQueueAttributes", new { QueueUrl = url, Attributes = new { KmsMasterKeyId = "alias/k", KmsDataKeyReusePeriodSeconds = "860" } });
        Assert.Equal("alias/k 860 false", await Told());

        async Task<string> Told()
        {
            var attributes = (await Done("GetQueueAttributes", new { QueueUrl = url, AttributeNames = names })).GetProperty("Attributes");
            return string.Join(' ', names.Select(n => attributes.TryGetProperty(n, out var value) ? value.GetString() : "-"));
        }
    }
}
