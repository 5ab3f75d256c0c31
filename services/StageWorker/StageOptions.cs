using ActiveActive.Contracts;
using ActiveActive.Hosting.Resilience;

namespace ActiveActive.StageWorker;

/// <summary>Which of the ten stage containers this process is, and how it works.</summary>
public sealed record StageOptions
{
    /// <summary>r1 or r2.</summary>
    public string Region { get; init; } = "";

    /// <summary>inbound, preprocess, core, postprocess or outbound.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Loops that work side by side, 1 to 64.</summary>
    public int Loops { get; init; } = 2;

    /// <summary>How long a receive waits for messages, 0 to 20 s, as SQS has it.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a received message stays hidden from others, renewed at every third of it. 3 s to 12 h.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Seed of the jitter between retries.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How patient the worker is with its queues and its store.</summary>
    public DependencyOptions Dependency { get; init; } = new();

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (Contracts.Region.All.All(r => r.Name != Region))
            return $"Stage:Region '{Region}' is not one of {string.Join(", ", Contracts.Region.All)}";
        if (Contracts.Stage.All.All(s => s.Name != Stage))
            return $"Stage:Stage '{Stage}' is not one of {string.Join(", ", Contracts.Stage.All)}";
        if (Loops is < 1 or > 64)
            return $"Stage:Loops {Loops} is not within 1 to 64";
        if (ReceiveWait < TimeSpan.Zero || ReceiveWait > TimeSpan.FromSeconds(20))
            return $"Stage:ReceiveWait {ReceiveWait} is not within 0 to 20 s";
        return Visibility < TimeSpan.FromSeconds(3) || Visibility > TimeSpan.FromHours(12)
            ? $"Stage:Visibility {Visibility} is not within 3 s to 12 h"
            : null;
    }
}
