using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>The names of the files in a run folder, relative to it.</summary>
public static class RunFolderLayout
{
    /// <summary>What the lab says of the run.</summary>
    public const string Run = "run.json";

    /// <summary>The records that the source was given, one a line.</summary>
    public const string Records = "records.jsonl";

    /// <summary>All components' events, one a line.</summary>
    public const string History = "history.jsonl";

    /// <summary>The queues' contents.</summary>
    public const string Queues = "stores/queues.json";

    /// <summary>The destination's delivery log.</summary>
    public const string Deliveries = "stores/deliveries.jsonl";

    /// <summary>The lab in numbers, a line for each look of the run.</summary>
    public const string Samples = "samples.jsonl";

    /// <summary>The verdict.</summary>
    public const string Verdict = "verdict.json";

    /// <summary>The verdict for whatever shows test results.</summary>
    public const string JUnit = "verdict.xml";

    /// <summary>The rows of a replica: stores/r1-inbound.jsonl.</summary>
    public static string Store(Replica replica) => $"stores/{replica.Region}-{replica.Store}.jsonl";
}
