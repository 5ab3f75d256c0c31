using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>
/// The MD5 sums that SDKs verify, as "Calculating the MD5 message digest for message attributes" in the developer guide of SQS
/// has them.
/// </summary>
public static class MessageDigest
{
    /// <summary>The sum of a body, in lower-case hexadecimal.</summary>
    public static string Of(MessageBody body)
    {
        Span<byte> sum = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(body.Utf8, sum);
        return Convert.ToHexStringLower(sum);
    }

    /// <summary>The deduplication id of a body that came without one: its SHA-256.</summary>
    public static string DeduplicationIdOf(MessageBody body) => Convert.ToHexStringLower(SHA256.HashData(body.Utf8));

    /// <summary>The sum of attributes, or null when there are none.</summary>
    public static string? Of(IReadOnlyCollection<KeyValuePair<string, MessageAttribute>> attributes)
    {
        if (attributes.Count == 0)
            return null;
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var (name, attribute) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            Append(md5, Encoding.UTF8.GetBytes(name));
            Append(md5, Encoding.UTF8.GetBytes(attribute.DataType));
            md5.AppendData([attribute.Bytes is null ? (byte)1 : (byte)2]);
            Append(md5, attribute.Bytes is { } bytes ? bytes.Span : Encoding.UTF8.GetBytes(attribute.Text ?? ""));
        }

        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private static void Append(IncrementalHash md5, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        md5.AppendData(length);
        md5.AppendData(bytes);
    }
}
