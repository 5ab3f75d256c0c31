namespace ActiveActive.RecordSource;

/// <summary>Counts what becomes of a batch while its chunks are under way side by side.</summary>
internal sealed class PublishTally
{
    private int _acknowledged;
    private int _retried;

    public int Acknowledged => _acknowledged;

    public int Retried => _retried;

    public int PassedOver { get; private set; }

    public void Acknowledge(int count) => Interlocked.Add(ref _acknowledged, count);

    public void Retry(int count) => Interlocked.Add(ref _retried, count);

    public void PassOver() => PassedOver++;
}
