namespace ActiveActive.Contracts;

/// <summary>The names that everything in the lab goes by. Addresses are the engine's business.</summary>
public static class Topology
{
    /// <summary>The account that LocalStack and this lab's emulator answer for.</summary>
    public const string Account = "000000000000";

    /// <summary>The six queues of a region in the order of the journey.</summary>
    public static readonly IReadOnlyList<string> Queues = [.. Stage.All.Select(s => s.InQueue), Stage.All[^1].OutQueue];

    /// <summary>The queue that the source publishes to.</summary>
    public static readonly string FirstQueue = Queues[0];

    /// <summary>The queue that the destination drains.</summary>
    public static readonly string LastQueue = Queues[^1];

    /// <summary>The DynamoDB global table.</summary>
    public const string Table = "core";

    /// <summary>The four Aurora global databases.</summary>
    public static readonly IReadOnlyList<string> Databases = [.. Stage.All.Where(s => s.Store == StoreKind.Aurora).Select(s => s.Name)];

    /// <summary>The two Postgres pairs.</summary>
    public static readonly IReadOnlyList<string> Pairs = ["ingress", "egress"];

    /// <summary>The pair that holds a database: inbound and preprocess in ingress, postprocess and outbound in egress.</summary>
    public static string PairOf(string database) => database is "inbound" or "preprocess" ? "ingress" : "egress";

    /// <summary>The databases of a pair.</summary>
    public static IReadOnlyList<string> DatabasesOf(string pair) => [.. Databases.Where(d => PairOf(d) == pair)];

    /// <summary>The dead-letter queue of a queue.</summary>
    public static string DeadLetterQueueOf(string queue) => queue + "-dlq";

    /// <summary>Receives after which a message that nobody removed goes to the dead-letter queue.</summary>
    public const int MaxReceiveCount = 5;
}
