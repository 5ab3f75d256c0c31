using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Mutants;

/// <summary>The source's queue, which sends once more what was acknowledged, and notes it.</summary>
internal sealed class RepeatingQueue(IQueue inner, string host, IHistory history) : QueueAround(inner)
{
    public override async Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var first = await base.SendAsync(records, cancellation);
        var acknowledged = records.Where((_, i) => first[i].Accepted).ToList();
        history.Write([.. acknowledged.Select(r => About(HistoryEvents.Acknowledged, r) with { Attempt = 1 })]);
        history.Write([.. acknowledged.Select(r => About(HistoryEvents.Publishing, r) with { Attempt = 2 })]);
        return await base.SendAsync(records, cancellation);
    }

    private HistoryEvent About(string what, Record record) => new(what)
    {
        Record = record.Id, Batch = record.Batch, Region = host, Queue = Name,
    };
}
