namespace ActiveActive.Bench;

/// <summary>What to measure.</summary>
public sealed record BenchOptions
{
    /// <summary>The endpoints, side by side: each round visits all of them before the next begins.</summary>
    public required IReadOnlyList<BenchEndpoint> Endpoints { get; init; }

    /// <summary>The services to load: sqs, dynamodb.</summary>
    public IReadOnlyList<string> Services { get; init; } = ["sqs", "dynamodb"];

    /// <summary>Numbers of connections, each with one request under way at a time.</summary>
    public IReadOnlyList<int> Connections { get; init; } = [1, 8, 64];

    /// <summary>How long a round of one row lasts.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rounds of which the median is taken.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Bytes of a message's body or of an item's largest attribute.</summary>
    public int PayloadBytes { get; init; } = 512;
}

/// <summary>A server to measure: where it is, and its process if it is on this machine.</summary>
/// <param name="Address">Its URL.</param>
/// <param name="ProcessId">The process that serves it; null when it is not known, and then CPU and memory are not either.</param>
public sealed record BenchEndpoint(Uri Address, int? ProcessId);
