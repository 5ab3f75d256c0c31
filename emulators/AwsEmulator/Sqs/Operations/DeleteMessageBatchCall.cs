using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Deletes up to ten messages.</summary>
internal sealed class DeleteMessageBatchCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "DeleteMessageBatch";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var entries = Batches.Read(request.Parameters);
        var outcomes = await request.Run(
            new DeleteMessages(request.Parameters.Queue, [.. entries.Select(e => e.Entry.NeedText("ReceiptHandle"))]), Batches.Done);
        Batches.Write(answer, entries, outcomes);
    }
}
