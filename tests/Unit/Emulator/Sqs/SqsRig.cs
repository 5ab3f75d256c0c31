using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>Queues with a clock of their own and a journal in memory.</summary>
internal sealed class SqsRig
{
    private readonly List<SqsChange> _journal = [];

    public SqsEngine Engine { get; } = new("us-east-1");

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The number of the last change on disk.</summary>
    public long Durable { get; set; } = long.MaxValue;

    public T Run<T>(ISqsOperation<T> operation)
    {
        var turn = new SqsTurn(Engine, Now, Durable);
        try
        {
            return operation.Execute(turn);
        }
        finally
        {
            _journal.AddRange(turn.Changes);
            foreach (var added in turn.Changes.OfType<SqsChange.MessageAdded>())
                added.Message.Change = _journal.Count;
        }
    }

    public SqsRig WithQueue(string name, params (string Name, string Value)[] attributes)
    {
        Run(new CreateQueue(name, attributes.ToDictionary(a => a.Name, a => a.Value)));
        return this;
    }

    public EntryOutcome Send(string queue, string body, int? delay = null) =>
        Run(new SendMessages(queue, [new OutgoingMessage(body, new Dictionary<string, MessageAttribute>(), delay)]))[0];

    public IReadOnlyList<ReceivedMessage> Receive(string queue, int max = 10, int? visibility = null) =>
        Run(new ReceiveMessages(queue, max, visibility)).Messages;

    public string[] Bodies(string queue, int? visibility = null) => [.. Receive(queue, visibility: visibility).Select(m => m.Message.Body)];

    public EntryOutcome Delete(string queue, ReceivedMessage message) => Run(new DeleteMessages(queue, [message.Handle.ToString()]))[0];

    /// <summary>What a process finds that starts from this one's journal or snapshot.</summary>
    public SqsRig Restarted(bool fromSnapshot)
    {
        var next = new SqsRig { Now = Now };
        var bytes = new ValueWriter();
        foreach (var change in fromSnapshot ? [.. Engine.Snapshot()] : _journal.ToArray())
            SqsChangeCodec.Write(bytes, change);
        var reader = new ValueReader(bytes.Written.Span);
        while (!reader.AtEnd)
        {
            var change = SqsChangeCodec.Read(ref reader);
            next.Engine.Apply(change);
            next._journal.Add(change);
        }

        return next;
    }
}
