using ActiveActive.Contracts;
using ActiveActive.RecordDestination.Log;

namespace ActiveActive.Mutants;

/// <summary>Keeps a delivery of its own beside the first that it is given.</summary>
internal sealed class InventingLog(IDeliveryLog inner) : IDeliveryLog
{
    private int _invented;

    public async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries)
    {
        if (Interlocked.Exchange(ref _invented, 1) == 0)
            await inner.KeepAsync([deliveries[0] with { Id = "invented", Body = "nobody sent this" }]);
        return await inner.KeepAsync(deliveries);
    }
}

/// <summary>Says of every delivery that it is the record's first.</summary>
internal sealed class CredulousLog(IDeliveryLog inner) : IDeliveryLog
{
    public async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries) =>
        [.. (await inner.KeepAsync(deliveries)).Select(_ => true)];
}

/// <summary>Writes the first line of every group twice into the file.</summary>
internal sealed class DoublingFile(ILogFile inner) : ILogFile
{
    private long _more;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var first = bytes[..(bytes.IndexOf((byte)'\n') + 1)];
        inner.Write(offset + _more, [.. bytes, .. first]);
        _more += first.Length;
    }

    public void Sync() => inner.Sync();

    public void Truncate(long length) => inner.Truncate(length + _more);

    public void Dispose() => inner.Dispose();
}

/// <summary>Hands out the first message of every receive twice, as SQS may.</summary>
internal sealed class DuplicatingQueue(IQueue inner) : QueueAround(inner)
{
    public override async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        var messages = await base.ReceiveAsync(max, wait, cancellation);
        return [.. messages, .. messages.Take(1)];
    }

    public override async Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation)
    {
        var distinct = receiptHandles.Distinct().ToList();
        var results = await base.DeleteAsync(distinct, cancellation);
        return [.. receiptHandles.Select(h => results[distinct.IndexOf(h)])];
    }
}
