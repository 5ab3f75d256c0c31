namespace ActiveActive.DnsRouter.Configuration;

/// <summary>What a health check does.</summary>
public enum CheckKind
{
    /// <summary>GET: connects and gets a 2xx or 3xx.</summary>
    Http,

    /// <summary>Connects.</summary>
    Tcp,

    /// <summary>GetQueueAttributes of a queue.</summary>
    Sqs,

    /// <summary>SELECT 1 on a connection of its own.</summary>
    Postgres,
}
