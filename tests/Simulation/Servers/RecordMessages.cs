using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.Simulation.Servers;

/// <summary>Records as SQS messages and back, as the services' client has it.</summary>
public static class RecordMessages
{
    private const string Id = "id";
    private const string Batch = "batch";

    /// <summary>A message to send.</summary>
    public static OutgoingMessage Of(Record record) => new(
        record.Body,
        new Dictionary<string, MessageAttribute>(2)
        {
            [Id] = new("String", record.Id, null), [Batch] = new("Number", record.Batch.ToString(CultureInfo.InvariantCulture), null),
        },
        null, null, null, null);

    /// <summary>What a receive brought.</summary>
    public static IReadOnlyList<Contracts.ReceivedMessage> Read(ReceiveResult received)
    {
        var messages = new Contracts.ReceivedMessage[received.Messages.Count];
        for (var i = 0; i < messages.Length; i++)
            messages[i] = Read(received.Messages[i]);
        return messages;
    }

    private static Contracts.ReceivedMessage Read(Engine.Sqs.Operations.ReceivedMessage received)
    {
        var message = received.Message;
        var record = message.Attributes.TryGetValue(Id, out var id) && message.Attributes.TryGetValue(Batch, out var batch)
            ? new Record(id.Text!, int.Parse(batch.Text!, CultureInfo.InvariantCulture), message.Body)
            : null;
        return new Contracts.ReceivedMessage(message.Id.ToString(), received.Handle.ToString(), received.Receives, record, record is null ? "it has no message attribute 'id'" : null);
    }
}
