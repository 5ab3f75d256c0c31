using ActiveActive.Contracts;

namespace ActiveActive.UnitTests.StageWorker;

/// <summary>
/// One life of a worker, which ends at a chosen one of the moments around its calls: before the first takes effect is moment 0, after it
/// is 1, and so on. Who is dead makes no call and hears no answer; nothing runs to tidy up after it.
/// </summary>
internal sealed class Life(int diesAt)
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private int _moment;

    public bool Ended { get; private set; }

    public IQueue Queue(IQueue queue) => new LivingQueue(this, queue);

    public IRecordStore Store(IRecordStore store) => new LivingStore(this, store);

    private Task PassAsync()
    {
        Ended |= _moment++ == diesAt;
        return Ended ? Never : Task.CompletedTask;
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        await PassAsync();
        var result = await call();
        await PassAsync();
        return result;
    }

    private sealed class LivingQueue(Life life, IQueue queue) : IQueue
    {
        public string Name => queue.Name;

        public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation) =>
            life.CallAsync(() => queue.ReceiveAsync(max, wait, cancellation));

        public Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation) =>
            life.CallAsync(() => queue.SendAsync(records, cancellation));

        public Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) =>
            life.CallAsync(() => queue.DeleteAsync(receiptHandles, cancellation));

        public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(
            IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation) =>
            life.CallAsync(() => queue.ChangeVisibilityAsync(receiptHandles, visibility, cancellation));

        public Task ProbeAsync(CancellationToken cancellation) => queue.ProbeAsync(cancellation);
    }

    private sealed class LivingStore(Life life, IRecordStore store) : IRecordStore
    {
        public Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation) =>
            life.CallAsync(() => store.StoreAsync(records, cancellation));

        public Task ProbeAsync(CancellationToken cancellation) => store.ProbeAsync(cancellation);
    }
}
