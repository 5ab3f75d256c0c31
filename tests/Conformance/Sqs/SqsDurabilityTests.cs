using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>What is acknowledged when the disk is full and when the emulator is asked to stop.</summary>
[Trait("Needs", "our emulator")]
public sealed class SqsDurabilityTests
{
    private static async Task<HashSet<string>> Drain(AmazonSQSClient client, string url)
    {
        var bodies = new HashSet<string>();
        while ((await client.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, VisibilityTimeout = 600 })).Messages is { Count: > 0 } messages)
            bodies.UnionWith(messages.Select(m => m.Body.TrimEnd('.')));
        return bodies;
    }

    [Fact]
    public async Task On_a_full_disk_calls_fail_nothing_acknowledged_is_lost_and_with_space_it_works_again()
    {
        using (var probe = System.Diagnostics.Process.Start("unshare", ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]))
        {
            await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(probe.ExitCode == 0, "this machine does not let a process mount a tmpfs in a name space of its own; allow user name spaces");
        }

        // A disk of its own, that nobody else sees and that goes with the process.
        await using var server = new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.5.4"), wrapper:
            "mkdir -p \"$DATA\" && mount -t tmpfs -o size=4m tmpfs \"$DATA\" && exec \"$@\"");
        await server.Start();
        var data = $"/proc/{server.ProcessId}/root{server.Data}";
        using var client = server.Queues();
        var url = (await client.CreateQueueAsync("q")).QueueUrl;
        await client.SendMessageAsync(url, "before");
        var received = (await client.ReceiveMessageAsync(url)).Messages.Single();
        var acknowledged = new HashSet<string> { "before" };
        var unknown = new HashSet<string>();
        var filler = Path.Combine(data, "filler");
        Fill(filler);
        AmazonSQSException? full = null;
        for (var i = 0; full is null && i < 1000; i++)
        {
            try
            {
                // Long enough that few of them find room in what is left of the last page.
                await client.SendMessageAsync(url, $"{i}".PadRight(2000, '.'));
                acknowledged.Add($"{i}");
            }
            catch (AmazonSQSException refused)
            {
                unknown.Add($"{i}");
                full = refused;
            }
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", ErrorType.Receiver), (full?.StatusCode, full?.ErrorCode, full?.ErrorType));
        // Neither a read nor a delete pretends that all is well.
        foreach (var call in new Func<Task>[] { () => client.DeleteMessageAsync(url, received.ReceiptHandle), () => client.ReceiveMessageAsync(url), () => client.SendMessageAsync(url, "x") })
            Assert.Equal("ServiceUnavailable", (await Assert.ThrowsAnyAsync<AmazonSQSException>(call)).ErrorCode);
        Assert.Contains("\"failure\":\"", await server.Get("/_lab/status"), StringComparison.Ordinal);
        // What a kill at this moment would leave behind.
        var image = Directory.CreateTempSubdirectory("aa-image-").FullName;
        File.Copy(Path.Combine(data, "journal"), Path.Combine(image, "journal"));

        File.Delete(filler);
        await Until.True("it takes messages again", async () => (await client.SendMessageAsync(url, "after")).HttpStatusCode == HttpStatusCode.OK);
        Assert.Contains("\"failure\":null", await server.Get("/_lab/status"), StringComparison.Ordinal);
        await client.DeleteMessageAsync(url, received.ReceiptHandle);
        acknowledged.Remove("before");
        var afterwards = await Drain(client, url);
        Assert.Empty(afterwards.Except([.. acknowledged, .. unknown, "after"]));
        Assert.Empty(acknowledged.Append("after").Except(afterwards));

        await using var next = new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.5.5"));
        Directory.Move(image, next.Data);
        await next.Start();
        using var again = next.Queues();
        var kept = await Drain(again, (await again.GetQueueUrlAsync("q")).QueueUrl);
        Assert.Empty(acknowledged.Append("before").Except(kept));
        Assert.Empty(kept.Except([.. acknowledged, .. unknown, "before"]));
    }

    [Fact]
    public async Task A_stop_during_load_loses_nothing_acknowledged_and_leaves_no_call_hanging()
    {
        await using var server = new DynamoDbServer("us-east-1", DynamoDbServer.FreeAddress("127.77.5.6"));
        await server.Start();
        using var client = server.Queues();
        var url = (await client.CreateQueueAsync("q")).QueueUrl;
        var idle = (await client.CreateQueueAsync("idle")).QueueUrl;
        var (acknowledged, deleted, attempted) = (new ConcurrentDictionary<string, bool>(), new ConcurrentDictionary<string, bool>(), new ConcurrentDictionary<string, bool>());
        var poll = End(() => client.ReceiveMessageAsync(new ReceiveMessageRequest(idle) { WaitTimeSeconds = 20 }));
        var lanes = Enumerable.Range(0, 8).Select(lane => End(async () =>
        {
            for (var i = 0; ; i++)
            {
                var body = $"{lane} {i}";
                await client.SendMessageAsync(url, body);
                acknowledged[body] = true;
                if (i % 3 != 0)
                    continue;
                foreach (var message in (await client.ReceiveMessageAsync(new ReceiveMessageRequest(url) { VisibilityTimeout = 600 })).Messages ?? [])
                {
                    attempted[message.Body] = true;
                    await client.DeleteMessageAsync(url, message.ReceiptHandle);
                    deleted[message.Body] = true;
                }
            }
        })).ToArray();
        await Until.True("there is load", () => Task.FromResult(acknowledged.Count > 500 && deleted.Count > 50));
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await server.Stop());
        // A poll of twenty seconds and the host's own patience of thirty are both longer.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 10);
        await Task.WhenAll([.. lanes, poll]).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        await server.Start();
        var left = await Drain(client, url);
        Assert.Empty(acknowledged.Keys.Except(attempted.Keys).Except(left));
        Assert.Empty(deleted.Keys.Intersect(left));
    }

    /// <summary>Runs until the emulator is gone; any other end is a failure.</summary>
    private static async Task End(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception gone) when (gone is AmazonClientException or HttpRequestException or AmazonServiceException)
        {
            // Refused, or cut in the middle: its outcome is unknown.
        }
    }

    /// <summary>Takes all the room that is left on the disk of a file.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (file.Length < 64 << 20)
                file.Write(page);
        }
        catch (IOException)
        {
            return;
        }

        Assert.Fail("the disk does not become full");
    }
}
