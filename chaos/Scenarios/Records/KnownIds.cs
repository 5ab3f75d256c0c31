using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveActive.Scenarios.Records;

/// <summary>
/// Which line had which id, by 128 bits of the id's SHA-256: about 50 bytes a record whatever its id is, and a false alarm among a
/// billion ids is less likely than 1 in 10^20.
/// </summary>
internal sealed class KnownIds
{
    private readonly Dictionary<UInt128, long> _lines = [];

    /// <summary>Notes the id, or says which line had it before.</summary>
    public long? FirstLineOf(string id, long line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        return _lines.TryAdd(key, line) ? null : _lines[key];
    }
}
