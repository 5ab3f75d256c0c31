using System.Globalization;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>How streams, shards and sequence numbers are written.</summary>
public static class StreamNames
{
    private const string Account = "000000000000";

    // AWS's sequence numbers have 21 digits or more, and clients compare them as numbers.
    private static readonly UInt128 FirstNumber = UInt128.Parse("100000000000000000000", CultureInfo.InvariantCulture);

    /// <summary>StreamLabel: when it began.</summary>
    public static string Label(DateTimeOffset began) => began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>StreamArn.</summary>
    public static string Arn(string region, string table, DateTimeOffset began) => $"arn:aws:dynamodb:{region}:{Account}:table/{table}/stream/{Label(began)}";

    /// <summary>A stream has one shard here.</summary>
    public static string Shard(ItemStream stream) => string.Create(CultureInfo.InvariantCulture, $"shardId-{stream.Began.ToUnixTimeMilliseconds():D20}-{stream.TableId[..8]}");

    /// <summary>A sequence number.</summary>
    public static string Sequence(long sequence) => (FirstNumber + (ulong)sequence).ToString(CultureInfo.InvariantCulture);

    /// <summary>eventID: 32 hexadecimal digits.</summary>
    public static string Event(ItemStream stream, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{stream.Began.UtcTicks:x16}{sequence:x16}");

    /// <summary>Reads a sequence number; null if it is none of ours.</summary>
    public static long? ReadSequence(string text) =>
        text.Length is >= 21 and <= 40 && UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= FirstNumber && number - FirstNumber <= long.MaxValue
            ? (long)(number - FirstNumber)
            : null;

    /// <summary>The stream of an ARN.</summary>
    /// <exception cref="DynamoException">There is none.</exception>
    public static ItemStream Find(Turn turn, string arn)
    {
        turn.SeeAll();
        turn.Engine.TrimStreams(turn.Now);
        return turn.Engine.Streams.FirstOrDefault(s => Arn(turn.Engine.Region, s.Table, s.Began) == arn)
            ?? throw new DynamoException("ResourceNotFoundException", $"Requested resource not found: Stream: {arn} not found");
    }

    /// <summary>An ARN's form.</summary>
    /// <exception cref="DynamoException">It has another.</exception>
    public static void CheckArn(string arn, string member)
    {
        if (arn.Length < 37)
            throw DynamoException.Validation($"1 validation error detected: Value '{arn}' at '{member}' failed to satisfy constraint: Member must have length greater than or equal to 37");
        if (!arn.StartsWith("arn:", StringComparison.Ordinal) || !arn.Contains("/stream/", StringComparison.Ordinal))
            throw DynamoException.Validation($"Invalid StreamArn: Invalid StreamArn provided as input {arn}");
    }

    /// <summary>A limit's range.</summary>
    /// <exception cref="DynamoException">It is outside.</exception>
    public static void CheckLimit(int limit, int most)
    {
        if (limit < 1 || limit > most)
            throw DynamoException.Validation($"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value {(limit < 1 ? "greater than or equal to 1" : $"less than or equal to {most}")}");
    }
}
