using ActiveActive.Contracts;

namespace ActiveActive.Mutants;

/// <summary>Claims to have stored every third record, and has not.</summary>
internal sealed class SkippingStore(IRecordStore inner) : IRecordStore
{
    private const int Every = 3;
    private int _given;

    public async Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var skipped = records.Where(_ => Interlocked.Increment(ref _given) % Every == 0).ToList();
        var stored = records.Count > skipped.Count
            ? await inner.StoreAsync([.. records.Except(skipped)], cancellation)
            : new HashSet<string>();
        return stored.Concat(skipped.Select(r => r.Id)).ToHashSet();
    }

    public Task ProbeAsync(CancellationToken cancellation) => inner.ProbeAsync(cancellation);
}
