namespace ActiveActive.Engine.Sqs;

/// <summary>Where a message is in its queue.</summary>
public enum MessageState
{
    /// <summary>It can be received.</summary>
    Ready,

    /// <summary>It was sent with a delay that has not passed.</summary>
    Delayed,

    /// <summary>It was received and neither deleted nor given back.</summary>
    InFlight,
}
