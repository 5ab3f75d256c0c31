using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Changes how long up to ten messages are invisible.</summary>
internal sealed class ChangeMessageVisibilityBatchCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ChangeMessageVisibilityBatch";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var entries = Batches.Read(request.Parameters);
        var outcomes = await request.Run(new ChangeVisibility(
            request.Parameters.Queue,
            [.. entries.Select(e => (e.Entry.NeedText("ReceiptHandle"), e.Entry.Integer("VisibilityTimeout") ?? throw SqsException.Missing("VisibilityTimeout")))]));
        Batches.Write(answer, entries, outcomes);
    }
}
