using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// A standard queue: single and batch sends, small bodies and some of many pages, so that a kill can tear a write; receives and
/// deletes. A message whose send was acknowledged is there until its delete was asked for; once that was acknowledged it is never
/// seen again, looked for at every receive.
/// </summary>
internal sealed class KilledQueue(KilledClient client) : IKilledLoad
{
    private const string Url = "http://localhost/000000000000/killed";
    private const int Senders = 2;
    private const int Receivers = 2;
    private const int HandlesHeld = 600;
    private readonly ConcurrentDictionary<string, bool> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _deleteAsked = new(StringComparer.Ordinal);
    // When, counted in deletes, its delete was acknowledged: a receive that had begun before may still show it.
    private readonly ConcurrentDictionary<string, long> _deleted = new(StringComparer.Ordinal);
    private long _deletes;
    private long _last;

    public async Task<int> Prepare()
    {
        await client.Call("AmazonSQS.CreateQueue", """{"QueueName":"killed"}""");
        return Senders + Receivers;
    }

    public Task Step(int worker, SeededChance chance) => worker < Senders ? Send(chance) : ReceiveAndDelete(chance);

    public async Task Check(bool last)
    {
        if (!last)
            return;
        HashSet<string> there = new(StringComparer.Ordinal);
        while (await Receive(43200) is { Count: > 0 } messages)
            there.UnionWith(messages.Select(m => m.Name));
        if (_sent.FirstOrDefault(s => s.Value && !_deleteAsked.ContainsKey(s.Key) && !there.Contains(s.Key)).Key is { } lost)
            throw new LossException($"message {lost}: its send was acknowledged and no delete was asked for, and it is gone");
        if (there.FirstOrDefault(name => !_sent.ContainsKey(name)) is { } invented)
            throw new LossException($"message {invented} was never sent");
    }

    private async Task Send(SeededChance chance)
    {
        var names = Enumerable.Range(0, chance.Below(3) == 0 ? 1 + chance.Below(10) : 1).Select(_ => $"m{Interlocked.Increment(ref _last)}").ToArray();
        foreach (var name in names)
            _sent[name] = false;
        if (names.Length == 1)
        {
            await client.Call("AmazonSQS.SendMessage", new { QueueUrl = Url, MessageBody = Body(names[0], Size(chance)) });
        }
        else
        {
            var answer = await client.Call("AmazonSQS.SendMessageBatch", new { QueueUrl = Url, Entries = names.Select(n => new { Id = n, MessageBody = Body(n, chance.Below(4000)) }) });
            Whole(answer, names.Length);
        }

        foreach (var name in names)
            _sent[name] = true;
    }

    private async Task ReceiveAndDelete(SeededChance chance)
    {
        var messages = await Receive(HandlesHeld);
        // Some are left to the next life, which must find them.
        messages.RemoveAll(_ => chance.Below(4) == 0);
        if (messages.Count == 0)
            return;
        foreach (var (name, _) in messages)
            _deleteAsked[name] = true;
        if (chance.Below(2) == 0)
        {
            var answer = await client.Call("AmazonSQS.DeleteMessageBatch", new { QueueUrl = Url, Entries = messages.Select(m => new { Id = m.Name, ReceiptHandle = m.Handle }) });
            Whole(answer, messages.Count);
            messages.ForEach(m => Deleted(m.Name));
            return;
        }

        foreach (var (name, handle) in messages)
        {
            await client.Call("AmazonSQS.DeleteMessage", new { QueueUrl = Url, ReceiptHandle = handle });
            Deleted(name);
        }
    }

    private void Deleted(string name) => _deleted[name] = Interlocked.Increment(ref _deletes);

    private async Task<List<(string Name, string Handle)>> Receive(int seconds)
    {
        var begun = Interlocked.Read(ref _deletes);
        var answer = await client.Call("AmazonSQS.ReceiveMessage", new { QueueUrl = Url, MaxNumberOfMessages = 10, VisibilityTimeout = seconds });
        if (!answer.TryGetProperty("Messages", out var messages))
            return [];
        List<(string, string)> received = [];
        foreach (var message in messages.EnumerateArray())
        {
            var body = message.GetProperty("Body").GetString()!;
            var name = body.Split('|')[0];
            if (body != Body(name, int.Parse(body.Split('|')[1], CultureInfo.InvariantCulture)))
                throw new LossException($"message {name} came with another body than was sent");
            if (_deleted.TryGetValue(name, out var at) && at <= begun)
                throw new LossException($"message {name} is back: its delete was acknowledged");
            received.Add((name, message.GetProperty("ReceiptHandle").GetString()!));
        }

        return received;
    }

    private static int Size(SeededChance chance) => chance.Below(20) switch { 0 => 100_000 + chance.Below(200_000), < 4 => chance.Below(40_000), _ => chance.Below(300) };

    private static string Body(string name, int size) => $"{name}|{size}|{new string((char)('a' + (size % 26)), size)}";

    private static void Whole(JsonElement answer, int count)
    {
        if (answer.GetProperty("Successful").GetArrayLength() != count)
            throw new LossException($"a batch of {count} was not done as a whole: {answer}");
    }
}
