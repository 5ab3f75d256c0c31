using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>What a journal says.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Journal {Path} replayed: {Changes} changes, {Bytes} bytes, {CutBytes} bytes of a torn tail cut off")]
    public static partial void Replayed(this ILogger logger, string path, long changes, long bytes, long cutBytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Journal {Path} compacted from {Before} to {After} bytes")]
    public static partial void Compacted(this ILogger logger, string path, long before, long after);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Journal {Path} was not compacted; the log as it is goes on")]
    public static partial void CompactionFailed(this ILogger logger, Exception why, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Journal {Path} could not be written; requests are answered with errors until it can")]
    public static partial void WriteFailed(this ILogger logger, Exception why, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Journal {Path} was written again after {Attempts} failed attempts")]
    public static partial void WriteRecovered(this ILogger logger, string path, int attempts);
}
