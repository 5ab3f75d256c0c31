using System.Buffers;
using System.Buffers.Binary;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>Changes that go to disk in one write and one sync.</summary>
internal sealed class Group
{
    // So many answers one thread gives before it is worth the while of another.
    private const int LaneLength = 16;

    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly TaskCompletionSource?[] _lanes = new TaskCompletionSource?[Environment.ProcessorCount];
    private int _waiting;
    private Exception? _failure;

    public Group() => Clear();

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

    /// <summary>
    /// Completes when the group is on disk. Those who wait for a group are answered one after another on a thread of the pool, and on
    /// several only when there are many: a thread woken for each of them costs more than the answers.
    /// </summary>
    public Task Done() => _failure is { } failure ? Task.FromException(failure) : (_lanes[_waiting++ / LaneLength % _lanes.Length] ??= new()).Task;

    /// <summary>Answers everybody who waits: the group is on disk.</summary>
    public void Succeed() => Answer(lane => lane.TrySetResult());

    /// <summary>The bytes to write, as group <paramref name="number"/>. Sealing again gives the same bytes.</summary>
    public ReadOnlySpan<byte> Seal(long number)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span;
        JournalFormat.Seal(bytes, number);
        return bytes;
    }

    /// <summary>Answers everybody who waits, and who will. Nobody need look at it: its caller may have gone.</summary>
    public void Fail(Exception cause)
    {
        _failure = cause;
        Answer(lane =>
        {
            if (lane.TrySetException(cause))
                _ = lane.Task.Exception;
        });
    }

    /// <summary>Begins anew in the same memory, which for a large group is costly to get.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _bytes.GetSpan(JournalFormat.GroupHeaderBytes)[..JournalFormat.GroupHeaderBytes].Clear();
        _bytes.Advance(JournalFormat.GroupHeaderBytes);
        (LastChange, Count, _waiting, _failure) = (0, 0, 0, null);
        Array.Clear(_lanes);
    }

    // Never on the caller's thread: it holds a lock, or is the one that writes.
    private void Answer(Action<TaskCompletionSource> answer)
    {
        foreach (var lane in _lanes)
        {
            if (lane is not null)
                ThreadPool.UnsafeQueueUserWorkItem(answer, lane, preferLocal: false);
        }
    }
}
