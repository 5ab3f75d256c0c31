using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Changes how long one message is invisible.</summary>
internal sealed class ChangeMessageVisibilityCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ChangeMessageVisibility";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        if (Batches.HandleProblem(request.Parameters) is { } problem)
            throw problem;
        var seconds = request.Parameters.Integer("VisibilityTimeout") ?? throw SqsException.Missing("VisibilityTimeout");
        var outcomes = await request.Run(new ChangeVisibility(request.Parameters.Queue, [(request.Parameters.NeedText("ReceiptHandle"), seconds)]));
        if (outcomes[0].Error is { } error)
            throw error;
    }
}
