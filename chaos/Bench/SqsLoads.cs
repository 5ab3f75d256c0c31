using System.Text;
using System.Text.Json;

namespace ActiveActive.Bench;

/// <summary>What is done to queues.</summary>
internal abstract class SqsLoad : Load
{
    // SQS refuses a deleted queue's name for a minute, so each round has a name of its own.
    private static int _queues;

    protected string Url { get; private set; } = "";

    protected byte[] Send { get; private set; } = [];

    public override async Task Prepare(Server server, BenchOptions options, CancellationToken cancellation)
    {
        var queue = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"aa-bench-{Environment.ProcessId}-{Interlocked.Increment(ref _queues)}");
        var made = await server.Call("AmazonSQS.CreateQueue", $$"""{"QueueName":"{{queue}}"}""", cancellation);
        Url = made.GetProperty("QueueUrl").GetString()!;
        Send = Request(server, new string('x', options.PayloadBytes));
    }

    public override Task Clear(Server server, CancellationToken cancellation) =>
        server.Call("AmazonSQS.DeleteQueue", $$"""{"QueueUrl":"{{Url}}"}""", cancellation);

    /// <summary>Ten messages in one request.</summary>
    protected byte[] SendTen(Server server, string body) => server.Request(
        "AmazonSQS.SendMessageBatch",
        $$"""{"QueueUrl":"{{Url}}","Entries":[{{string.Join(',', Enumerable.Range(0, 10).Select(i => $$"""{"Id":"{{i}}","MessageBody":"{{body}}"}"""))}}]}""");

    protected abstract byte[] Request(Server server, string body);
}

/// <summary>A message a request.</summary>
internal sealed class SendOne : SqsLoad
{
    public override string Name => "send 1";

    public override async ValueTask<int> Work(Server server, RawConnection connection, int worker, int turn, CancellationToken cancellation)
    {
        await connection.Call(Send, cancellation);
        return 1;
    }

    protected override byte[] Request(Server server, string body) =>
        server.Request("AmazonSQS.SendMessage", $$"""{"QueueUrl":"{{Url}}","MessageBody":"{{body}}"}""");
}

/// <summary>Ten messages a request.</summary>
internal sealed class SendTen : SqsLoad
{
    public override string Name => "send 10";

    public override async ValueTask<int> Work(Server server, RawConnection connection, int worker, int turn, CancellationToken cancellation)
    {
        await connection.Call(Send, cancellation);
        return 10;
    }

    protected override byte[] Request(Server server, string body) => SendTen(server, body);
}

/// <summary>Ten messages received, then the ten deleted. The queue is filled first; a round ends early when it is empty.</summary>
internal sealed class ReceiveAndDelete : SqsLoad
{
    private const int MessagesPerSecond = 40_000;
    private byte[] _receive = [];

    public override string Name => "receive 10 + delete 10";

    public override async Task Prepare(Server server, BenchOptions options, CancellationToken cancellation)
    {
        await base.Prepare(server, options, cancellation);
        _receive = server.Request("AmazonSQS.ReceiveMessage", $$"""{"QueueUrl":"{{Url}}","MaxNumberOfMessages":10}""");
        var left = (int)(options.Length.TotalSeconds * MessagesPerSecond / 10);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var connection = new RawConnection(server.Address);
            await connection.Open(cancellation);
            while (Interlocked.Decrement(ref left) >= 0)
                await connection.Call(Send, cancellation);
        }));
    }

    public override async ValueTask<int> Work(Server server, RawConnection connection, int worker, int turn, CancellationToken cancellation)
    {
        var handles = Handles((await connection.Call(_receive, cancellation)).Span);
        if (handles.Count == 0)
            return 0;
        var body = new StringBuilder("{\"QueueUrl\":\"").Append(Url).Append("\",\"Entries\":[");
        for (var i = 0; i < handles.Count; i++)
            body.Append(i == 0 ? "{\"Id\":\"" : ",{\"Id\":\"").Append(i).Append("\",\"ReceiptHandle\":\"").Append(handles[i]).Append("\"}");
        await connection.Call(server.Request("AmazonSQS.DeleteMessageBatch", body.Append("]}").ToString()), cancellation);
        return handles.Count;
    }

    protected override byte[] Request(Server server, string body) => SendTen(server, body);

    private static List<string> Handles(ReadOnlySpan<byte> answer)
    {
        var handles = new List<string>(10);
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("ReceiptHandle"u8))
                continue;
            reader.Read();
            handles.Add(JsonEncodedText.Encode(reader.GetString()!).ToString());
        }

        return handles;
    }
}
