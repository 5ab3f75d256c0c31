using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Replication;

/// <summary>What replication logs.</summary>
internal static partial class ReplicationLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Replication of {Table} from {Peer} started at {Cursor}")]
    public static partial void Started(this ILogger logger, string table, string peer, long cursor);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replication of {Table} from {Peer} failed: {Problem}")]
    public static partial void Failed(this ILogger logger, string table, string peer, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Replication of {Table} from {Peer} recovered")]
    public static partial void Recovered(this ILogger logger, string table, string peer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replica of {Table} in {Peer} was found gone and removed: {Problem}")]
    public static partial void FoundGone(this ILogger logger, string table, string peer, string problem);
}
