using System.Collections.Concurrent;

namespace ActiveActive.RecordSource;

/// <summary>Counts what becomes of a batch while its chunks are under way side by side.</summary>
internal sealed class PublishTally
{
    private readonly ConcurrentDictionary<string, int> _hosts = new();
    private int _acknowledged;
    private int _sent;

    public int Acknowledged => _acknowledged;

    /// <summary>Sends beyond the first of every record, when all are acknowledged: the count that history gives, too.</summary>
    public int Retried => _sent - _acknowledged;

    public int PassedOver { get; private set; }

    /// <summary>How many each address acknowledged.</summary>
    public IReadOnlyDictionary<string, int> Hosts => _hosts;

    public void Acknowledge(string host, int count)
    {
        Interlocked.Add(ref _acknowledged, count);
        if (count > 0)
            _hosts.AddOrUpdate(host, count, (_, before) => before + count);
    }

    public void Send(int count) => Interlocked.Add(ref _sent, count);

    public void PassOver() => PassedOver++;
}
