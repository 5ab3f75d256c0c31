using ActiveActive.Contracts;

namespace ActiveActive.Mutants;

/// <summary>A queue that is used as it is, except where a defect overrides it.</summary>
internal abstract class QueueAround(IQueue inner) : IQueue
{
    public string Name => inner.Name;

    public virtual Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation) =>
        inner.ReceiveAsync(max, wait, cancellation);

    public virtual Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation) =>
        inner.SendAsync(records, cancellation);

    public virtual Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) =>
        inner.DeleteAsync(receiptHandles, cancellation);

    public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(
        IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation) =>
        inner.ChangeVisibilityAsync(receiptHandles, visibility, cancellation);

    public Task ProbeAsync(CancellationToken cancellation) => inner.ProbeAsync(cancellation);
}
