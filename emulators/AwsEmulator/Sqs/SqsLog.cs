namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>What SQS says.</summary>
internal static partial class SqsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Message move tasks wait for the disk")]
    public static partial void MovesWait(this ILogger logger, Exception why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Target} broke: this is a mistake of the emulator, not of its caller")]
    public static partial void CallBroke(this ILogger logger, Exception why, string target);
}
