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
        var entries = Batches.Read(request.Parameters, Name);
        SqsException?[] refused =
        [
            .. entries.Select((e, i) => Batches.HandleProblem(e.Entry)
                ?? (e.Entry.Integer("VisibilityTimeout") is null ? Batches.MissingOf(Name, i, "VisibilityTimeout") : null)),
        ];
        (string, int)[] changes =
            [.. entries.Where((_, i) => refused[i] is null).Select(e => (e.Entry.NeedText("ReceiptHandle"), e.Entry.Integer("VisibilityTimeout")!.Value))];
        var done = await request.Run(new ChangeVisibility(request.Parameters.Queue, changes, Batch: true));
        Batches.Write(answer, entries, Batches.Join(refused, done));
    }
}
