using System.Globalization;
using System.Text;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>A place in a shard, as clients carry it around.</summary>
/// <param name="Arn">The stream.</param>
/// <param name="Next">The sequence number to read next; 0 for the oldest that there is.</param>
/// <param name="Issued">When it was given out: it expires 15 minutes later.</param>
public sealed record ShardIterator(string Arn, long Next, DateTimeOffset Issued)
{
    /// <summary>As text that tells nothing.</summary>
    public override string ToString() => $"{Arn}|1|" + Convert.ToBase64String(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Next}|{Issued.UtcTicks}")));

    /// <summary>Reads one.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static ShardIterator Parse(string text)
    {
        var bytes = new byte[64];
        if (text.Split('|') is [var arn, "1", var code]
            && Convert.TryFromBase64String(code, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('|') is [var next, var issued]
            && long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && long.TryParse(issued, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks)
        {
            return new ShardIterator(arn, sequence, new DateTimeOffset(ticks, TimeSpan.Zero));
        }

        throw DynamoException.Validation("Invalid ShardIterator");
    }
}
