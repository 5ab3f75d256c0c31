namespace ActiveActive.Bench;

/// <summary>One load on one endpoint: medians of its rounds.</summary>
/// <param name="Load">The load's name, such as "send 10".</param>
/// <param name="Connections">How many connections.</param>
/// <param name="Endpoint">The endpoint's URL.</param>
/// <param name="PerSecond">Messages or items a second.</param>
/// <param name="P50Milliseconds">Half of the requests took no longer.</param>
/// <param name="P99Milliseconds">99 of 100 requests took no longer.</param>
/// <param name="CpuSecondsPerThousand">The server's processor time for a thousand messages or items; null when its process is not known.</param>
/// <param name="MemoryMegabytes">The server's resident memory after the row; null when its process is not known.</param>
public sealed record BenchRow(
    string Load, int Connections, string Endpoint, double PerSecond, double P50Milliseconds, double P99Milliseconds,
    double? CpuSecondsPerThousand, double? MemoryMegabytes);
