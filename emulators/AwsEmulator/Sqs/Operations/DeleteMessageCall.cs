using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Deletes one message.</summary>
internal sealed class DeleteMessageCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "DeleteMessage";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        if (Batches.HandleProblem(request.Parameters) is { } problem)
            throw problem;
        var outcomes = await request.Run(new DeleteMessages(request.Parameters.Queue, [request.Parameters.NeedText("ReceiptHandle")]), Batches.Done);
        if (outcomes[0].Error is { } error)
            throw error;
    }
}
