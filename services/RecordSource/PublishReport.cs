namespace ActiveActive.RecordSource;

/// <summary>What became of a batch.</summary>
/// <param name="Acknowledged">Records that queues acknowledged in this call.</param>
/// <param name="PassedOver">Records that had been acknowledged before.</param>
/// <param name="Retried">Sends that were repeated because they were refused or got no answer; an attempt that ended before it sent anything is none.</param>
/// <param name="Hosts">Records acknowledged in this call, by the address that DNS gave.</param>
public sealed record PublishReport(
    int Batch, int Acknowledged, int PassedOver, int Retried, double Seconds, IReadOnlyDictionary<string, int> Hosts);
