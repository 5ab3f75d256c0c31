using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Receives messages, waiting for one if asked to.</summary>
internal sealed class ReceiveMessageCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ReceiveMessage";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        var queue = parameters.Queue;
        var system = JsonMessages.ReadWantedSystem(parameters);
        var attributes = parameters.Texts("MessageAttributeNames");
        var received = await request.Receive(new ReceiveMessages(
            queue, parameters.Integer("MaxNumberOfMessages") ?? 1, parameters.Integer("VisibilityTimeout"), parameters.Integer("WaitTimeSeconds"),
            parameters.Text("ReceiveRequestAttemptId")));
        if (received.Count == 0)
            return;
        answer.WriteStartArray("Messages");
        foreach (var message in received)
            JsonMessages.WriteReceived(answer, message, system, attributes, request.Region);
        answer.WriteEndArray();
    }
}
