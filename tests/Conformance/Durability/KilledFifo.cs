using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// A FIFO queue of numbered messages in a few groups. A send without an answer is sent again under its deduplication id in the
/// next life, as its users do, and must not come twice. The one receiver sees each group in order, without a gap of messages
/// whose delete nobody asked for, and none whose delete was acknowledged.
/// </summary>
internal sealed class KilledFifo(KilledClient client) : IKilledLoad
{
    private const string Url = "http://localhost/000000000000/killed.fifo";
    private const int Groups = 3;
    private readonly int[] _sent = new int[Groups];
    private readonly HashSet<int>[] _asked = [.. Enumerable.Range(0, Groups).Select(_ => new HashSet<int>())];
    private readonly HashSet<int>[] _deleted = [.. Enumerable.Range(0, Groups).Select(_ => new HashSet<int>())];

    public async Task<int> Prepare()
    {
        await client.Call("AmazonSQS.CreateQueue", """{"QueueName":"killed.fifo","Attributes":{"FifoQueue":"true"}}""");
        return Groups + 1;
    }

    public Task Step(int worker, SeededChance chance) => worker < Groups ? Send(worker, chance) : ReceiveAndDelete(chance);

    public async Task Check(bool last)
    {
        if (!last)
            return;
        var next = new int[Groups];
        while (await Receive(43200) is { Count: > 0 } messages)
        {
            foreach (var (group, number, handle) in messages)
            {
                InOrder(group, next[group], number);
                next[group] = number + 1;
                // Lets go of the group's lock.
                await client.Call("AmazonSQS.DeleteMessage", new { QueueUrl = Url, ReceiptHandle = handle });
            }
        }

        for (var group = 0; group < Groups; group++)
        {
            // Beyond the last acknowledged one there may be one more, whose answer did not come.
            if (next[group] <= _sent[group])
                InOrder(group, next[group], _sent[group] + 1);
            else if (next[group] > _sent[group] + 2)
                throw new LossException($"message {next[group] - 1} of group {group} is there, and {_sent[group] + 1} was the last that was sent");
        }
    }

    private async Task Send(int group, SeededChance chance)
    {
        var number = _sent[group] + 1;
        await client.Call("AmazonSQS.SendMessage", new
        {
            QueueUrl = Url, MessageGroupId = $"g{group}", MessageDeduplicationId = $"g{group}-{number}", MessageBody = $"{number}|{new string('f', chance.Below(500))}",
        });
        // Only now the next: whether this one arrived is never left open.
        _sent[group] = number;
    }

    private async Task ReceiveAndDelete(SeededChance chance)
    {
        var messages = await Receive(600);
        foreach (var group in messages.GroupBy(m => m.Group))
        {
            var expected = group.First().Number;
            InOrder(group.Key, 0, expected);
            foreach (var (_, number, _) in group)
            {
                InOrder(group.Key, expected, number);
                expected = number + 1;
            }
        }

        if (chance.Below(8) == 0)
            return;
        foreach (var (group, number, handle) in messages)
        {
            _asked[group].Add(number);
            await client.Call("AmazonSQS.DeleteMessage", new { QueueUrl = Url, ReceiptHandle = handle });
            _deleted[group].Add(number);
        }
    }

    private void InOrder(int group, int from, int number)
    {
        if (number < from)
            throw new LossException($"message {number} of group {group} came after {from - 1}");
        for (var passed = Math.Max(from, 1); passed < number; passed++)
        {
            if (!_asked[group].Contains(passed))
                throw new LossException($"message {passed} of group {group} was acknowledged, no delete was asked for, and {(number > _sent[group] ? "it is gone" : $"{number} came before it")}");
        }
    }

    private async Task<List<(int Group, int Number, string Handle)>> Receive(int seconds)
    {
        var answer = await client.Call("AmazonSQS.ReceiveMessage", new { QueueUrl = Url, MaxNumberOfMessages = 10, VisibilityTimeout = seconds, MessageSystemAttributeNames = (string[])["MessageGroupId"] });
        if (!answer.TryGetProperty("Messages", out var messages))
            return [];
        List<(int Group, int Number, string)> received = [];
        foreach (var message in messages.EnumerateArray())
        {
            var group = int.Parse(message.GetProperty("Attributes").GetProperty("MessageGroupId").GetString()![1..], CultureInfo.InvariantCulture);
            var number = int.Parse(message.GetProperty("Body").GetString()!.Split('|')[0], CultureInfo.InvariantCulture);
            if (_deleted[group].Contains(number))
                throw new LossException($"message {number} of group {group} is back: its delete was acknowledged");
            received.Add((group, number, message.GetProperty("ReceiptHandle").GetString()!));
        }

        return received;
    }
}
