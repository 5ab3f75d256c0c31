using System.Buffers.Binary;
using System.Numerics;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>CRC-32C (Castagnoli), eight bytes an instruction where the processor has one.</summary>
public static class Crc32C
{
    /// <summary>The checksum of <paramref name="bytes"/>, going on from <paramref name="seed"/> (0 for none).</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var crc = ~seed;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
