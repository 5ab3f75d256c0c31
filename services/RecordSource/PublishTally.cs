using System.Collections.Concurrent;

namespace ActiveActive.RecordSource;

/// <summary>Counts what becomes of a batch while its chunks are under way side by side.</summary>
internal sealed class PublishTally
{
    private readonly ConcurrentDictionary<string, int> _hosts = new();
    private int _acknowledged;
    private int _retried;

    public int Acknowledged => _acknowledged;

    public int Retried => _retried;

    public int PassedOver { get; private set; }

    /// <summary>How many each address acknowledged.</summary>
    public IReadOnlyDictionary<string, int> Hosts => _hosts;

    public void Acknowledge(string host, int count)
    {
        Interlocked.Add(ref _acknowledged, count);
        if (count > 0)
            _hosts.AddOrUpdate(host, count, (_, before) => before + count);
    }

    public void Retry(int count) => Interlocked.Add(ref _retried, count);

    public void PassOver() => PassedOver++;
}
