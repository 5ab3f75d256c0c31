namespace ActiveActive.DnsRouter.Configuration;

/// <summary>A health check as the file describes it. Exactly the address field that fits <see cref="Kind"/> is set.</summary>
public sealed record CheckDefinition
{
    /// <summary>What it does.</summary>
    public required CheckKind Kind { get; init; }

    /// <summary>http: the URL to GET.</summary>
    public string? Url { get; init; }

    /// <summary>tcp: ADDRESS:PORT.</summary>
    public string? Address { get; init; }

    /// <summary>sqs: the queue's URL.</summary>
    public string? Queue { get; init; }

    /// <summary>postgres: an Npgsql connection string.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Seconds from the start of one check to the start of the next, 0.05 to 300.</summary>
    public double IntervalSeconds { get; init; } = 1;

    /// <summary>http: seconds to connect, 0.01 to 60. Route 53 allows 4.</summary>
    public double ConnectTimeoutSeconds { get; init; } = 4;

    /// <summary>http: seconds to answer once connected (Route 53 allows 2); other kinds: seconds for all of it. 0.01 to 60.</summary>
    public double TimeoutSeconds { get; init; } = 2;

    /// <summary>Checks in a row that must say otherwise before the target's health changes, 1 to 10.</summary>
    public int Threshold { get; init; } = 3;

    /// <summary>Time after which a check that has not ended is taken for failed.</summary>
    public TimeSpan Limit => TimeSpan.FromSeconds(Kind == CheckKind.Http ? ConnectTimeoutSeconds + TimeoutSeconds : TimeoutSeconds);
}
