using System.Net;
using System.Xml.Linq;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>The Query protocol, which older SDKs speak: a form comes in, XML goes out, from the same queues.</summary>
public sealed class SqsQueryTests : SqsFixture
{
    private static readonly XNamespace Ns = "http://queue.amazonaws.com/doc/2012-11-05/";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private async Task<(HttpStatusCode Status, XElement Xml)> Post(string path, string action, params (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(
            [new("Action", action), new("Version", "2012-11-05"), .. parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))]);
        using var response = await Http.PostAsync(new Uri(Server.Address + path), form);
        Assert.Equal("text/xml", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync(), LoadOptions.PreserveWhitespace));
    }

    private async Task<XElement> Result(string path, string action, params (string Name, string Value)[] parameters)
    {
        var (status, xml) = await Post(path, action, parameters);
        Assert.True(status == HttpStatusCode.OK, xml.ToString());
        Assert.Equal(Ns + (action + "Response"), xml.Name);
        Assert.NotEmpty(xml.Element(Ns + "ResponseMetadata")!.Element(Ns + "RequestId")!.Value);
        return xml.Element(Ns + (action + "Result")) ?? xml;
    }

    private static string? Text(XElement element, string name) => element.Element(Ns + name)?.Value;

    [Fact]
    public async Task A_message_s_life_by_form_and_XML()
    {
        var url = Text(await Result("/", "CreateQueue", ("QueueName", "q"), ("Attribute.1.Name", "VisibilityTimeout"), ("Attribute.1.Value", "7"), ("Tag.1.Key", "k"), ("Tag.1.Value", "v")), "QueueUrl")!;
        var path = new Uri(url).AbsolutePath;
        var attribute = (await Result(path, "GetQueueAttributes", ("AttributeName.1", "VisibilityTimeout"))).Elements(Ns + "Attribute").Single();
        Assert.Equal(("VisibilityTimeout", "7"), (Text(attribute, "Name"), Text(attribute, "Value")));
        var tag = (await Result("/", "ListQueueTags", ("QueueUrl", url))).Elements(Ns + "Tag").Single();
        Assert.Equal(("k", "v"), (Text(tag, "Key"), Text(tag, "Value")));
        const string body = "Gr\u00fc\u00dfe <&> \r\n \U0001F600";
        var sent = await Result(
            path, "SendMessage", ("MessageBody", body), ("MessageAttribute.1.Name", "id"), ("MessageAttribute.1.Value.DataType", "String"), ("MessageAttribute.1.Value.StringValue", "r-1"));
        var message = (await Result(path, "ReceiveMessage", ("AttributeName.1", "All"), ("MessageAttributeName.1", "All"), ("MaxNumberOfMessages", "10"))).Elements(Ns + "Message").Single();
        Assert.Equal((body, Text(sent, "MessageId"), Text(sent, "MD5OfMessageBody")), (Text(message, "Body"), Text(message, "MessageId"), Text(message, "MD5OfBody")));
        var own = message.Element(Ns + "MessageAttribute")!;
        Assert.Equal(("id", "r-1", "String"), (Text(own, "Name"), Text(own.Element(Ns + "Value")!, "StringValue"), Text(own.Element(Ns + "Value")!, "DataType")));
        Assert.Contains(message.Elements(Ns + "Attribute"), a => Text(a, "Name") == "ApproximateReceiveCount" && Text(a, "Value") == "1");
        var deleted = await Result(path, "DeleteMessage", ("ReceiptHandle", Text(message, "ReceiptHandle")!));
        Assert.Null(deleted.Element(Ns + "DeleteMessageResult"));
    }

    [Fact]
    public async Task Batches_tell_what_was_done_and_what_not()
    {
        await Create("q");
        var result = await Result(
            "/000000000000/q", "SendMessageBatch", ("SendMessageBatchRequestEntry.1.Id", "good"), ("SendMessageBatchRequestEntry.1.MessageBody", "x"),
            ("SendMessageBatchRequestEntry.2.Id", "bad"), ("SendMessageBatchRequestEntry.2.MessageBody", "\u0001"));
        Assert.Equal("good", Text(result.Element(Ns + "SendMessageBatchResultEntry")!, "Id"));
        var failed = result.Element(Ns + "BatchResultErrorEntry")!;
        Assert.Equal(("bad", "InvalidMessageContents", "true"), (Text(failed, "Id"), Text(failed, "Code"), Text(failed, "SenderFault")));
    }

    [Theory]
    [InlineData("SendMessageBatch")]
    [InlineData("DeleteMessageBatch")]
    [InlineData("ChangeMessageVisibilityBatch")]
    public async Task An_empty_list_as_botocore_writes_it_is_an_empty_batch(string action)
    {
        await Create("q");
        var (status, xml) = await Post("/000000000000/q", action, ("Entries", ""));
        Assert.Equal((HttpStatusCode.BadRequest, "AWS.SimpleQueueService.EmptyBatchRequest"), (status, Text(xml.Element(Ns + "Error")!, "Code")));
    }

    [Fact]
    public async Task Errors_are_XML_with_the_older_codes()
    {
        foreach (var (action, code) in new[] { ("SendMessage", "AWS.SimpleQueueService.NonExistentQueue"), ("Nonsense", "InvalidAction") })
        {
            var (status, xml) = await Post("/000000000000/nowhere", action, ("MessageBody", "x"));
            var error = xml.Element(Ns + "Error")!;
            Assert.Equal((HttpStatusCode.BadRequest, Ns + "ErrorResponse", "Sender", code), (status, xml.Name, Text(error, "Type"), Text(error, "Code")));
            Assert.NotEmpty(Text(xml, "RequestId")!);
        }
    }

    [Fact]
    public async Task A_GET_with_its_parameters_in_the_query_string_is_served_too()
    {
        await Create("q");
        var xml = XElement.Parse(await Server.Get("/?Action=ListQueues&Version=2012-11-05"));
        Assert.EndsWith("/000000000000/q", xml.Descendants(Ns + "QueueUrl").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_s_URL_serves_the_actions_of_queues_only()
    {
        await Create("q");
        foreach (var action in new[] { "CreateQueue", "ListQueues" })
        {
            var (status, xml) = await Post("/000000000000/q", action, ("QueueName", "other"));
            Assert.Equal((HttpStatusCode.BadRequest, "InvalidAction", $"The action {action} is not valid for this endpoint."), (status, Text(xml.Element(Ns + "Error")!, "Code"), Text(xml.Element(Ns + "Error")!, "Message")));
        }

        using var plain = await Http.GetAsync(new Uri(Server.Address + "/000000000000/q"));
        Assert.Equal((HttpStatusCode.NotFound, "UnknownOperationException"), (plain.StatusCode, XElement.Parse(await plain.Content.ReadAsStringAsync()).Name.LocalName));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_told_in_the_older_protocol_s_words()
    {
        var (_, xml) = await Post("/000000000000/none", "SendMessage", ("MessageBody", "x"));
        Assert.Equal("The specified queue does not exist for this wsdl version.", Text(xml.Element(Ns + "Error")!, "Message"));
    }
}
