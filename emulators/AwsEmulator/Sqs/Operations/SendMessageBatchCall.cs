using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Sends up to ten messages.</summary>
internal sealed class SendMessageBatchCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "SendMessageBatch";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var entries = Batches.Read(request.Parameters, Name);
        OutgoingMessage[] messages = [.. entries.Select(e => JsonMessages.Read(e.Entry))];
        var bytes = messages.Sum(MessageRules.SizeOf);
        if (bytes > SqsLimits.MessageBytes)
            throw new SqsException("BatchRequestTooLong", $"Batch requests cannot be longer than {SqsLimits.MessageBytes} bytes. You have sent {bytes} bytes.");
        var outcomes = await request.Run(new SendMessages(request.Parameters.Queue, messages, Batch: true), Batches.Done);
        Batches.Write(answer, entries, outcomes, i => JsonMessages.WriteSent(answer, outcomes[i].Message!, messages[i]));
    }
}
