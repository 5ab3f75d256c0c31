namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// The one log of an emulator. A part applies a change to its state and hands it over here while it holds its own
/// <see cref="IDurablePart.Gate"/>, so the log's order is the order of application; then it lets go of the gate and awaits the
/// disk. Many requests share one sync.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Enqueues a change, synchronously; the bytes are copied before it returns. The task completes when the change and all
    /// before it are on disk, and fails with <see cref="JournalFailedException"/> when the disk does not take it. A change that
    /// failed stays in line and is written once the disk works again: for the caller the outcome is unknown, not "no".
    /// </summary>
    Task Commit(byte part, ReadOnlyMemory<byte> change);

    /// <summary>Enqueues a change that nobody waits for: it is written with the next group, or shortly after.</summary>
    void Note(byte part, ReadOnlyMemory<byte> change);

    /// <summary>The number of the change enqueued last: 1, 2, 3 … in this life. Read under your gate it is your own change's.</summary>
    long Enqueued { get; }

    /// <summary>The number of the last change that is on disk.</summary>
    long Durable { get; }

    /// <summary>
    /// Completes when the change of that number is on disk. A read that shows a change awaits it first, so that nobody sees
    /// what a crash could still undo. Completed already, and free, in the common case.
    /// </summary>
    Task WhenDurable(long change);

    /// <summary>Throws while the disk does not take writes. Ask it before you change any state.</summary>
    /// <exception cref="JournalFailedException">The disk did not take the last write.</exception>
    void ThrowIfFailing();
}
