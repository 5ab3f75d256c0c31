using ActiveActive.Engine.DynamoDb.Changes;

namespace ActiveActive.Engine.Sqs;

/// <summary>Changes as bytes. The first byte tells the kind; kinds are only ever added.</summary>
public static class SqsChangeCodec
{
    private static readonly Dictionary<string, MessageAttribute> NoAttributes = [];

    /// <summary>Writes one change behind what is there.</summary>
    public static void Write(ValueWriter to, SqsChange change)
    {
        switch (change)
        {
            case SqsChange.QueueSet set:
                to.Byte(1);
                to.Text(set.Queue);
                Write(to, set.Attributes);
                to.Signed(set.Created.UtcTicks);
                to.Signed(set.Modified.UtcTicks);
                break;
            case SqsChange.QueueDeleted deleted:
                to.Byte(2);
                to.Text(deleted.Queue);
                to.Signed(deleted.At.UtcTicks);
                break;
            case SqsChange.QueuePurged purged:
                to.Byte(3);
                to.Text(purged.Queue);
                to.Signed(purged.At.UtcTicks);
                break;
            case SqsChange.MessageAdded added:
                to.Byte(8);
                to.Text(added.Queue);
                Write(to, added.Message);
                break;
            case SqsChange.MessageRemoved removed:
                to.Byte(5);
                to.Text(removed.Queue);
                to.Signed(removed.Order);
                break;
            case SqsChange.MessageReceived received:
                to.Byte(6);
                to.Text(received.Queue);
                to.Signed(received.Order);
                to.Signed(received.Receives);
                to.Signed(received.First.UtcTicks);
                break;
            case SqsChange.OrderAt order:
                to.Byte(7);
                to.Signed(order.Order);
                break;
            case SqsChange.Deduplicated seen:
                to.Byte(9);
                to.Text(seen.Queue);
                to.Text(seen.Key);
                to.Signed(seen.Order);
                to.Signed(seen.At.UtcTicks);
                break;
            case SqsChange.QueueTagged tagged:
                to.Byte(10);
                to.Text(tagged.Queue);
                Write(to, tagged.Tags);
                break;
            case SqsChange.MoveTaskSet(var task):
                to.Byte(11);
                Write(to, task);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "has no form in the journal");
        }
    }

    /// <summary>Reads one change.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static SqsChange Read(ref ValueReader from)
    {
        var kind = from.Byte();
        return kind switch
        {
            1 => new SqsChange.QueueSet(from.Text(), ReadAttributes(ref from), Time(ref from), Time(ref from)),
            2 => new SqsChange.QueueDeleted(from.Text(), Time(ref from)),
            3 => new SqsChange.QueuePurged(from.Text(), Time(ref from)),
            4 => new SqsChange.MessageAdded(from.Name(), ReadMessage(ref from, early: true)),
            5 => new SqsChange.MessageRemoved(from.Name(), from.Signed()),
            6 => new SqsChange.MessageReceived(from.Name(), from.Signed(), (int)from.Signed(), Time(ref from)),
            7 => new SqsChange.OrderAt(from.Signed()),
            // Kind 4 is that of messages from before there were FIFO queues.
            8 => new SqsChange.MessageAdded(from.Name(), ReadMessage(ref from, early: false)),
            9 => new SqsChange.Deduplicated(from.Text(), from.Text(), from.Signed(), Time(ref from)),
            10 => new SqsChange.QueueTagged(from.Text(), ReadAttributes(ref from)),
            11 => new SqsChange.MoveTaskSet(ReadTask(ref from)),
            _ => throw new InvalidDataException($"The journal has an SQS change of kind {kind}, which a newer version wrote"),
        };
    }

    private static void Write(ValueWriter to, QueuedMessage message)
    {
        to.Signed(message.Order);
        to.Id(message.Id);
        to.Bytes(message.Content.Utf8);
        to.Number((uint)message.Attributes.Count);
        foreach (var (name, attribute) in message.Attributes)
        {
            to.Text(name);
            to.Text(attribute.DataType);
            to.Bool(attribute.Bytes is not null);
            if (attribute.Bytes is { } bytes)
                to.Bytes(bytes.Span);
            else
                to.Text(attribute.Text ?? "");
        }

        to.Text(message.Group ?? "");
        to.Text(message.Source ?? "");
        to.Signed(message.Sent.UtcTicks);
        to.Signed(message.Receives);
        to.Signed(message.FirstReceived?.UtcTicks ?? -1);
        // A delay outlives a restart; being in flight does not.
        to.Bool(message.State == MessageState.Delayed);
        to.Signed(message.VisibleAt.UtcTicks);
        to.Text(message.DeduplicationId ?? "");
        to.Text(message.TraceHeader ?? "");
    }

    private static void Write(ValueWriter to, MoveTask task)
    {
        to.Text(task.Id);
        to.Text(task.Source);
        to.Text(task.Destination ?? "");
        to.Signed(task.PerSecond ?? 0);
        to.Text(task.Status);
        to.Signed(task.ToMove);
        to.Signed(task.Moved);
        to.Signed(task.Started.UtcTicks);
        to.Text(task.Failure ?? "");
    }

    private static MoveTask ReadTask(ref ValueReader from)
    {
        var (id, source, destination, rate) = (from.Text(), from.Text(), from.Text(), (int)from.Signed());
        return new(
            id, source, OrNull(destination), rate > 0 ? rate : null, from.Text(), from.Signed(), from.Signed(), Time(ref from), OrNull(from.Text()));
    }

    private static string? OrNull(string text) => text.Length > 0 ? text : null;

    private static void Write(ValueWriter to, IReadOnlyDictionary<string, string> map)
    {
        to.Number((uint)map.Count);
        foreach (var (name, value) in map)
        {
            to.Text(name);
            to.Text(value);
        }
    }

    private static QueuedMessage ReadMessage(ref ValueReader from, bool early)
    {
        var (order, id, body) = (from.Signed(), from.Id(), new MessageBody(from.Bytes()));
        var left = from.Count();
        var attributes = left == 0 ? NoAttributes : new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        for (; left > 0; left--)
        {
            var (name, type) = (from.Name(), from.Name());
            attributes[name] = from.Bool() ? new(type, null, from.Bytes()) : new(type, from.Text(), null);
        }

        var (group, source, sent) = (from.Text(), from.Name(), Time(ref from));
        var (receives, first) = ((int)from.Signed(), from.Signed());
        return new QueuedMessage
        {
            Order = order,
            Id = id,
            Content = body,
            Attributes = attributes,
            Group = OrNull(group),
            Source = OrNull(source),
            Sent = sent,
            Receives = receives,
            FirstReceived = first < 0 ? null : new DateTimeOffset(first, TimeSpan.Zero),
            State = from.Bool() ? MessageState.Delayed : MessageState.Ready,
            VisibleAt = Time(ref from),
            DeduplicationId = early ? null : OrNull(from.Text()),
            TraceHeader = early ? null : OrNull(from.Text()),
        };
    }

    private static Dictionary<string, string> ReadAttributes(ref ValueReader from)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = from.Count(); left > 0; left--)
            attributes[from.Text()] = from.Text();
        return attributes;
    }

    private static DateTimeOffset Time(ref ValueReader from) => new(from.Signed(), TimeSpan.Zero);
}
