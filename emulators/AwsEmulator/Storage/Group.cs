using System.Buffers;
using System.Buffers.Binary;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>Changes that go to disk in one write and one sync.</summary>
internal sealed class Group
{
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);

    public Group() => Clear();

    /// <summary>Completes when the group is on disk. One for all its changes.</summary>
    public TaskCompletionSource Done { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number of the last change in it.</summary>
    public long LastChange { get; private set; }

    /// <summary>How many changes it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Its size on disk.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>The memory that it takes.</summary>
    public int Capacity => _bytes.Capacity;

    /// <summary>Appends one change.</summary>
    public void Add(byte part, ReadOnlySpan<byte> change, long number)
    {
        var entry = _bytes.GetSpan(JournalFormat.EntryHeaderBytes + change.Length);
        entry[0] = part;
        BinaryPrimitives.WriteInt32LittleEndian(entry[1..], change.Length);
        change.CopyTo(entry[JournalFormat.EntryHeaderBytes..]);
        _bytes.Advance(JournalFormat.EntryHeaderBytes + change.Length);
        LastChange = number;
        Count++;
    }

    /// <summary>The bytes to write, as group <paramref name="number"/>. Sealing again gives the same bytes.</summary>
    public ReadOnlySpan<byte> Seal(long number)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span;
        JournalFormat.Seal(bytes, number);
        return bytes;
    }

    /// <summary>Answers everybody who waits. Nobody need look at it: a group of notes has no one waiting.</summary>
    public void Fail(Exception cause)
    {
        if (Done.TrySetException(cause))
            _ = Done.Task.Exception;
    }

    /// <summary>Begins anew in the same memory, which for a large group is costly to get.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _bytes.GetSpan(JournalFormat.GroupHeaderBytes)[..JournalFormat.GroupHeaderBytes].Clear();
        _bytes.Advance(JournalFormat.GroupHeaderBytes);
        (LastChange, Count) = (0, 0);
        if (Done.Task.IsCompleted)
            Done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
