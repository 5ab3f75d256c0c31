using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Sends one message.</summary>
internal sealed class SendMessageCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "SendMessage";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var message = JsonMessages.Read(request.Parameters);
        if (message.Body.Utf8.IsEmpty)
            throw SqsException.Missing("MessageBody");
        var outcomes = await request.Run(new SendMessages(request.Parameters.Queue, [message]), Batches.Done);
        if (outcomes[0].Error is { } error)
            throw error;
        JsonMessages.WriteSent(answer, outcomes[0].Message!, message);
    }
}
