using System.Text;
using System.Text.Json;

namespace ActiveActive.RecordDestination.Log;

/// <summary>Streams a delivery log, one line in memory at a time.</summary>
public static class DeliveryReader
{
    /// <summary>
    /// Reads every whole line of the first <paramref name="length"/> bytes; without a length, of the file, whose last line may be in
    /// the middle of being written and is then left out. A log that nobody began has no deliveries.
    /// </summary>
    /// <exception cref="InvalidDataException">A whole line is not a delivery: somebody else wrote into the file, or the disk lost what it had promised.</exception>
    public static IEnumerable<Delivery> Read(string path, long length = long.MaxValue)
    {
        if (!File.Exists(path))
            yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[64 * 1024];
        int start = 0, end = 0;
        var line = 0L;
        while (true)
        {
            var feed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                yield return Parse(path, ++line, buffer.AsSpan(start, feed));
                start += feed + 1;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var wanted = (int)Math.Min(buffer.Length - end, length - file.Position);
            var read = file.Read(buffer, end, wanted);
            if (read == 0)
                yield break;
            end += read;
        }
    }

    private static Delivery Parse(string path, long line, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, DeliveryJson.Line.Delivery) ?? throw new JsonException("it is null");
        }
        catch (JsonException broken)
        {
            var start = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 60)]);
            throw new InvalidDataException($"{path}, line {line} is not a delivery: {broken.Message} It begins: {start}", broken);
        }
    }
}
