namespace ActiveActive.Contracts;

/// <summary>The seed's states of a container, as /health and history write them.</summary>
public static class LifecycleState
{
    /// <summary>Working.</summary>
    public const string ProcessRecords = "ProcessRecords";

    /// <summary>A queue or database it needs refused or did not answer: not receiving, probing, leaves by itself.</summary>
    public const string FailedDependency = "FailedDependency";

    /// <summary>The component itself is down.</summary>
    public const string FailedProcessing = "FailedProcessing";
}
