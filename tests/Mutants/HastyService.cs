using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.StageWorker;

namespace ActiveActive.Mutants;

/// <summary>What a hasty worker does too early.</summary>
internal enum HastyOrder
{
    /// <summary>Remove, store, send on.</summary>
    RemovesFirst,

    /// <summary>Send on, store, remove.</summary>
    SendsFirst,
}

/// <summary>The order, as the service is given it.</summary>
internal sealed record HastyOptions(HastyOrder Order);

/// <summary>Does what a stage does in the wrong order, and writes what it does as it does it.</summary>
internal sealed class HastyService(
    HastyOptions hasty, Stage stage, StageQueues queues, IRecordStore store, StageDependencies dependencies, StageOptions options, IHistory history)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var messages = await dependencies.Receiving.UntilDoneAsync(token => queues.In.ReceiveAsync(10, options.ReceiveWait, token), stoppingToken);
            if (messages.Count == 0)
                continue;
            Note(HistoryEvents.Received, messages);
            if (hasty.Order == HastyOrder.RemovesFirst)
            {
                await RemoveAsync(messages, stoppingToken);
                await StoreAsync(messages, stoppingToken);
                await SendOnAsync(messages, stoppingToken);
            }
            else
            {
                await SendOnAsync(messages, stoppingToken);
                await StoreAsync(messages, stoppingToken);
                await RemoveAsync(messages, stoppingToken);
            }
        }
    }

    private async Task StoreAsync(IReadOnlyList<ReceivedMessage> messages, CancellationToken cancellation)
    {
        var records = messages.Select(m => m.Record!).ToList();
        var fresh = await dependencies.Store.UntilDoneAsync(token => store.StoreAsync(records, token), cancellation);
        history.Write([.. records.Select(r => About(HistoryEvents.Stored, r) with { Store = stage.Name, Fresh = fresh.Contains(r.Id) })]);
    }

    private async Task SendOnAsync(IReadOnlyList<ReceivedMessage> messages, CancellationToken cancellation)
    {
        var records = messages.Select(m => m.Record!).ToList();
        await dependencies.OutQueue.UntilDoneAsync(token => queues.Out.SendAsync(records, token), cancellation);
        history.Write([.. records.Select(r => About(HistoryEvents.Accepted, r) with { Queue = queues.Out.Name })]);
    }

    private async Task RemoveAsync(IReadOnlyList<ReceivedMessage> messages, CancellationToken cancellation)
    {
        Note(HistoryEvents.Removing, messages);
        var handles = messages.Select(m => m.ReceiptHandle).ToList();
        await dependencies.Removing.UntilDoneAsync(token => queues.In.DeleteAsync(handles, token), cancellation);
        Note(HistoryEvents.Removed, messages);
    }

    private void Note(string what, IReadOnlyList<ReceivedMessage> messages) => history.Write([.. messages.Select(m =>
        About(what, m.Record!) with { Queue = queues.In.Name, MessageId = m.MessageId, Attempt = m.Receives })]);

    private static HistoryEvent About(string what, Record record) => new(what) { Record = record.Id, Batch = record.Batch };
}
