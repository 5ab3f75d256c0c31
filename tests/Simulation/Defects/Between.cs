using ActiveActive.Contracts;
using ActiveActive.RecordDestination.Log;

namespace ActiveActive.Simulation.Defects;

/// <summary>A queue with some of its calls replaced.</summary>
internal sealed class QueueBetween(IQueue queue) : IQueue
{
    public Func<IQueue, IReadOnlyList<Record>, CancellationToken, Task<IReadOnlyList<EntryResult>>>? Send { get; init; }

    public Func<IQueue, int, TimeSpan, CancellationToken, Task<IReadOnlyList<ReceivedMessage>>>? Receive { get; init; }

    public Func<IQueue, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<EntryResult>>>? Delete { get; init; }

    public string Name => queue.Name;

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation) =>
        Receive?.Invoke(queue, max, wait, cancellation) ?? queue.ReceiveAsync(max, wait, cancellation);

    public Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation) =>
        Send?.Invoke(queue, records, cancellation) ?? queue.SendAsync(records, cancellation);

    public Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) =>
        Delete?.Invoke(queue, receiptHandles, cancellation) ?? queue.DeleteAsync(receiptHandles, cancellation);

    public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation) =>
        queue.ChangeVisibilityAsync(receiptHandles, visibility, cancellation);

    public Task ProbeAsync(CancellationToken cancellation) => queue.ProbeAsync(cancellation);
}

/// <summary>A store whose storing is replaced.</summary>
internal sealed class StoreBetween(
    IRecordStore store, Func<IRecordStore, IReadOnlyList<Record>, CancellationToken, Task<IReadOnlySet<string>>> storing) : IRecordStore
{
    public Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation) => storing(store, records, cancellation);

    public Task ProbeAsync(CancellationToken cancellation) => store.ProbeAsync(cancellation);
}

/// <summary>A log that gets other deliveries than it is given.</summary>
internal sealed class LogBetween(IDeliveryLog log, Func<IReadOnlyList<Delivery>, IReadOnlyList<Delivery>> kept) : IDeliveryLog
{
    public async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries)
    {
        var fresh = await log.KeepAsync(kept(deliveries));
        return [.. deliveries.Select((_, i) => i >= fresh.Count || fresh[i])];
    }
}

/// <summary>A resolver that believes its first answer for good.</summary>
internal sealed class FirstAnswer(IEndpointResolver resolver) : IEndpointResolver
{
    private readonly Dictionary<string, string> _answers = [];

    public async Task<string> ResolveAsync(string name, CancellationToken cancellation) =>
        _answers.TryGetValue(name, out var answer) ? answer : _answers[name] = await resolver.ResolveAsync(name, cancellation);
}
