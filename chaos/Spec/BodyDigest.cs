using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveActive.Spec;

/// <summary>Stands for a body byte for byte: the first 128 bits of SHA-256 over its UTF-8, and its length.</summary>
/// <param name="Hash">The first 16 bytes of the hash.</param>
/// <param name="Bytes">Length of the body in bytes of UTF-8.</param>
public readonly record struct BodyDigest(UInt128 Hash, int Bytes)
{
    /// <summary>The digest of <paramref name="body"/>.</summary>
    public static BodyDigest Of(string body) => Of(Encoding.UTF8.GetBytes(body));

    /// <summary>The digest of a body that is UTF-8 already.</summary>
    public static BodyDigest Of(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return new BodyDigest(BinaryPrimitives.ReadUInt128BigEndian(hash), utf8.Length);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Bytes} bytes, {(ulong)(Hash >> 64):x16}";
}
