using System.Net;
using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Instances;

/// <summary>One PostgreSQL instance: one region's half of a pair.</summary>
public sealed record AuroraInstanceOptions
{
    /// <summary>Where it stands.</summary>
    public required Region Region { get; init; }

    /// <summary>The pair: ingress or egress.</summary>
    public required string Pair { get; init; }

    /// <summary>The address that clients reach it at; as a process, the only one that it listens on.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>Where the other region's subscriptions reach it, when that is another network; else <see cref="Address"/>.</summary>
    public IPAddress? ReplicationAddress { get; init; }

    /// <summary>The databases that workers use; those of the template.</summary>
    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>Sessions, all databases together. Both regions' workers may hold 5 loops × 2 databases × a few connections each.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>PostgreSQL's page cache, in MB. A lab's rows fit many times over.</summary>
    public int SharedBuffersMegabytes { get; init; } = 24;

    /// <summary>After this silence either end of replication gives the connection up. PostgreSQL's own default is 60 s.</summary>
    public TimeSpan ReplicationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one call of the control plane may take, connecting included: a paused instance accepts and never answers.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>True to keep a few connections for whoever asks all the time: PostgreSQL forks for every new one.</summary>
    public bool KeepsConnections { get; init; }

    /// <summary>As status names it: r1/aurora-ingress.</summary>
    public string Name => Components.Instance(Region, Pair);

    /// <summary>Says what is wrong, or null.</summary>
    public string? Validate()
    {
        if (Port is < 1 or > 65535)
            return $"{Name}: Port {Port} is not 1 to 65535";
        if (Databases.Count is 0 or > 8)
            return $"{Name}: Databases must name 1 to 8 databases";
        if (Databases.FirstOrDefault(d => d.Length is 0 or > 40 || !d.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) is { } wrong)
            return $"{Name}: database '{wrong}' must be 1 to 40 of a-z 0-9 _, because a replication slot carries its name";
        if (MaxConnections is < 10 or > 10_000)
            return $"{Name}: MaxConnections {MaxConnections} is not 10 to 10000";
        if (SharedBuffersMegabytes is < 1 or > 65536)
            return $"{Name}: SharedBuffersMegabytes {SharedBuffersMegabytes} is not 1 to 65536";
        if (ReplicationTimeout < TimeSpan.FromSeconds(1))
            return $"{Name}: ReplicationTimeout {ReplicationTimeout} is below 1 s";
        return CallTimeout < TimeSpan.FromSeconds(1) ? $"{Name}: CallTimeout {CallTimeout} is below 1 s" : null;
    }
}
