using System.Buffers.Binary;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// What a power cut may leave behind the last group of a journal: the next group cut off anywhere, zeros where the file had
/// grown and its bytes had not come, or bytes of another time. SIGKILL alone rarely tears a write, because the kernel finishes it.
/// </summary>
internal static class TornTail
{
    private const uint GroupMagic = 0xFE41_41FF;
    private const int HeaderBytes = 28;
    private const int GroupHeaderBytes = 20;

    /// <summary>
    /// Adds one to the file while nobody has it open, and says how many bytes of it are to be cut off again: zeros are none, because
    /// a log may have room behind it.
    /// </summary>
    public static int Append(string journal, SeededChance chance)
    {
        using var file = new FileStream(journal, FileMode.Open, FileAccess.ReadWrite);
        var whole = new byte[file.Length];
        file.ReadExactly(whole);
        var tail = chance.Below(3) switch
        {
            0 => new byte[1 + chance.Below(8192)],
            1 => Noise(chance),
            _ => HalfGroup(whole, chance),
        };
        file.Write(tail);
        return tail.AsSpan().TrimEnd((byte)0).Length;
    }

    private static byte[] Noise(SeededChance chance)
    {
        var bytes = new byte[1 + chance.Below(8192)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)chance.Below(256);
        return bytes;
    }

    private static byte[] HalfGroup(byte[] journal, SeededChance chance)
    {
        int at = HeaderBytes, last = -1, size = 0;
        while (at + GroupHeaderBytes <= journal.Length && BinaryPrimitives.ReadUInt32LittleEndian(journal.AsSpan(at)) == GroupMagic)
        {
            size = GroupHeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(journal.AsSpan(at + 4));
            if (size > journal.Length - at)
                break;
            (last, at) = (at, at + size);
        }

        // Nothing written yet, or torn already: then noise is as good.
        if (last < 0 || at != journal.Length)
            return Noise(chance);
        var group = journal[last..at];
        var number = BinaryPrimitives.ReadInt64LittleEndian(group.AsSpan(12));
        BinaryPrimitives.WriteInt64LittleEndian(group.AsSpan(12), number + 1);
        return group[..(1 + chance.Below(group.Length - 1))];
    }
}
