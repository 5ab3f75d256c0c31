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
        var entries = Batches.Read(request.Parameters, Name);
        SqsException?[] refused = [.. entries.Select(e => Batches.HandleProblem(e.Entry))];
        string[] handles = [.. entries.Where((_, i) => refused[i] is null).Select(e => e.Entry.NeedText("ReceiptHandle"))];
        var done = await request.Run(new DeleteMessages(request.Parameters.Queue, handles), Batches.Done);
        Batches.Write(answer, entries, Batches.Join(refused, done));
    }
}
