namespace ActiveActive.AwsEmulator.Replication;

/// <summary>Why another region did not do what it was asked.</summary>
public enum PeerProblem
{
    /// <summary>It did not answer, or not sensibly: the request may have been carried out.</summary>
    Silent,

    /// <summary>There was nobody to ask: the request was not carried out.</summary>
    Unreachable,

    /// <summary>It has no such table, or does not know this region as a replica of it.</summary>
    Gone,

    /// <summary>It understood and said no.</summary>
    Refused,
}
