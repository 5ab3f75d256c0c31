namespace ActiveActive.AwsEmulator.Faults;

/// <summary>What the gate says.</summary>
internal static partial class FaultLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Fault {Id} began: {Kind} on {Resource} for at most {Length}")]
    public static partial void FaultBegan(this ILogger logger, string id, string kind, string resource, TimeSpan length);

    [LoggerMessage(Level = LogLevel.Information, Message = "Fault {Id} ended: {Kind} on {Resource} had refused {Refused}, held {Held} and delayed {Delayed} calls")]
    public static partial void FaultEnded(this ILogger logger, string id, string kind, string resource, long refused, long held, long delayed);
}
