using ActiveActive.Contracts;

namespace ActiveActive.UnitTests.StageWorker;

/// <summary>A store in memory. Tests spoil its calls before they take effect or after.</summary>
internal sealed class MemoryStore(List<string> log) : IRecordStore
{
    public Dictionary<string, Record> Rows { get; } = [];

    public int Calls { get; private set; }

    public Func<string, CancellationToken, Task>? Before { get; set; }

    public Func<string, CancellationToken, Task>? After { get; set; }

    public async Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        Calls++;
        await (Before?.Invoke("store", cancellation) ?? Task.CompletedTask);
        var fresh = records.Where(r => Rows.TryAdd(r.Id, r)).Select(r => r.Id).ToHashSet();
        log.Add($"store {string.Join(' ', records.Select(r => r.Id))}");
        await (After?.Invoke("store", cancellation) ?? Task.CompletedTask);
        return fresh;
    }

    public Task ProbeAsync(CancellationToken cancellation) => Before?.Invoke("probe", cancellation) ?? Task.CompletedTask;
}
