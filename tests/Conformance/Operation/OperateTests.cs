using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests.Operation;

/// <summary>An emulator alone: how it is set up, prepared, watched and stopped.</summary>
[Trait("Needs", "our emulator")]
public sealed class OperateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aa-operate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Scripts_run_in_order_of_name_and_one_that_fails_stops_nothing()
    {
        var ready = Directory.CreateDirectory(Path.Combine(_folder, "ready.d")).FullName;
        await File.WriteAllTextAsync(Path.Combine(ready, "10-fails.sh"), "exit 3\n");
        await File.WriteAllTextAsync(Path.Combine(ready, "20-tells.sh"), $"echo \"$AWS_ENDPOINT_URL $AWS_DEFAULT_REGION $AWS_ACCESS_KEY_ID\" > {_folder}/told\n");
        await using var server = await Server().With("AA_EMULATOR__INIT", _folder).Start();
        await Until.True("the scripts have run", async () => (await server.Get("/_localstack/init/ready")).Contains("\"completed\":true", StringComparison.Ordinal));
        var scripts = JsonDocument.Parse(await server.Get("/_localstack/init")).RootElement.GetProperty("scripts").EnumerateArray();
        Assert.Equal(["10-fails.sh ERROR", "20-tells.sh SUCCESSFUL"], scripts.Select(s => $"{s.GetProperty("name")} {s.GetProperty("state")}"));
        Assert.Equal($"{server.Address} us-east-1 test\n", await File.ReadAllTextAsync(Path.Combine(_folder, "told")));
    }

    [Fact]
    public async Task A_file_of_queues_and_tables_is_carried_out_before_it_serves_and_again_changes_nothing()
    {
        var file = await WriteFile("""{"queues":[{"QueueName":"orders","Attributes":{"VisibilityTimeout":"45","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":3}"}},{"QueueName":"dead"}],"tables":[{"TableName":"people","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}]}""");
        await using var server = await Server().With("AA_EMULATOR__RESOURCES", file).Start();
        var first = await State(server);
        Assert.Equal("45", (await server.Queues().GetQueueAttributesAsync($"{server.Address}/000000000000/orders", ["All"])).Attributes["VisibilityTimeout"]);
        Assert.Equal(0, await server.Stop());
        await server.Start();
        Assert.Equal(first, await State(server));
    }

    [Theory]
    [InlineData("""{"queues":[{"QueueName":"good"},{"QueueName":"bad name"}]}""", "queues[1] (bad name)")]
    [InlineData("""{"queues":[{"QueueName":"good"}],"tables":[{"TableName":"x"}]}""", "tables[0]")]
    [InlineData("""{"queues":[{"QueueNam":"good"}]}""", "QueueNam is none of")]
    [InlineData("{\"queues\":[\n{]}", "line 2, byte 2")]
    public async Task A_bad_file_is_refused_with_its_place_and_changes_nothing(string text, string expected)
    {
        var file = await WriteFile(text);
        await using var server = Server();
        Assert.Contains(expected, await Refusal(("AA_EMULATOR__RESOURCES", file), ("AA_EMULATOR__DATA", server.Data)), StringComparison.Ordinal);
        await server.Start();
        Assert.DoesNotContain("good", await server.Get("/_lab/status"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GATEWAY_LISTEN", "somewhere")]
    [InlineData("EDGE_PORT", "0")]
    [InlineData("SERVICES", "sqs,s3")]
    [InlineData("LS_LOG", "loud")]
    [InlineData("PERSISTENCE", "maybe")]
    [InlineData("SQS_ENDPOINT_STRATEGY", "none")]
    [InlineData("AWS_DEFAULT_REGION", "mars")]
    public async Task A_bad_variable_is_named(string name, string value) =>
        Assert.Contains(name, await Refusal((name, value)), StringComparison.Ordinal);

    [Fact]
    public async Task Calls_are_counted_and_logged_with_their_errors()
    {
        var log = Path.Combine(_folder, "log");
        await using var server = await Server().With("AA_EMULATOR__REQUESTLOG", log).Start();
        using (await server.Call("CreateQueue", """{"QueueName":"q"}"""))
        using (await server.Call("SendMessage", """{"QueueUrl":"http://x/000000000000/q","MessageBody":"a"}"""))
        using (await server.Call("SendMessage", """{"QueueUrl":"http://x/000000000000/none","MessageBody":"a"}"""))
            await server.CallDynamo("DescribeTable", """{"TableName":"people"}""");
        await Until.True("the last call is logged", async () => (await File.ReadAllLinesAsync(log)).Length == 4);
        var lines = (await File.ReadAllLinesAsync(log)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["queue/q", "queue/q", "queue/none", "table/people"], lines.Select(l => l.GetProperty("resource").GetString()));
        Assert.Equal("QueueDoesNotExist", lines[2].GetProperty("error").GetString());
        Assert.Equal("ResourceNotFoundException", lines[3].GetProperty("error").GetString());
        var figures = await server.Get("/metrics");
        Assert.Matches("""aws_emulator_calls_total\{[^}]*operation="SendMessage"[^}]*\} 2""", figures);
        Assert.Matches("""aws_emulator_call_errors_total\{[^}]*code="QueueDoesNotExist"[^}]*\} 1""", figures);
        Assert.Matches("""aws_emulator_queue_messages\{[^}]*queue="q"[^}]*state="visible"[^}]*\} 1""", figures);
        Assert.Matches("""aws_emulator_call_duration_seconds_count\{[^}]*operation="DescribeTable"[^}]*\} 1""", figures);
        Assert.Contains("aws_emulator_journal_fsyncs_total", figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_switched_off_says_so()
    {
        await using var server = await Server().With("SERVICES", "sqs").Start();
        var (status, body) = await server.CallDynamo("ListTables", "{}");
        Assert.Equal(501, status);
        Assert.Contains("'dynamodb' is not enabled", body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("\"dynamodb\":\"disabled\"", await server.Get("/_localstack/health"), StringComparison.Ordinal);
        using var answer = await server.Call("ListQueues", "{}");
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task At_a_stop_a_long_poll_is_answered_empty_and_the_exit_code_is_0()
    {
        await using var server = await Server().Start();
        var queue = (await server.Queues().CreateQueueAsync("q")).QueueUrl;
        var poll = server.Call("ReceiveMessage", JsonSerializer.Serialize(new { QueueUrl = queue, WaitTimeSeconds = 20 }));
        var time = TimeProvider.System;
        // A second connection is answered after the first has been read, so the poll is waiting or about to.
        await server.Get("/health");
        var began = time.GetTimestamp();
        Assert.Equal(0, await server.Stop());
        Assert.InRange(time.GetElapsedTime(began).TotalSeconds, 0, 10);
        using var answer = await poll;
        Assert.Equal((200, "{}"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private static DynamoDbServer Server() => new("us-east-1", DynamoDbServer.FreeAddress("127.77.6.1"));

    private async Task<string> WriteFile(string text)
    {
        var path = Path.Combine(_folder, "resources.json");
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static async Task<string> State(DynamoDbServer server)
    {
        var status = JsonDocument.Parse(await server.Get("/_lab/status")).RootElement;
        return $"{status.GetProperty("queues")} {status.GetProperty("tables")}";
    }

    private async Task<string> Refusal(params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", Path.Combine(AppContext.BaseDirectory, "ActiveActive.AwsEmulator")])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder,
        };
        start.Environment["AA_LAB__LISTEN"] = DynamoDbServer.FreeAddress("127.77.6.2");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = await Starter.Start(start);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            Assert.Equal(2, process.ExitCode);
            return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
