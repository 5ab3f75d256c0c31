using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// Puts a short log in the place of a long one while the emulator serves. Under all gates, for as long as copying references
/// takes: a snapshot of every part, and the offset that it corresponds to. Then, beside the writer: the snapshot goes to a new
/// file, and after it what the log grew by meanwhile. Last, on the writer's thread: the small rest, sync, rename, directory sync, swap. At
/// every moment one complete log has the name.
/// </summary>
internal sealed class JournalCompaction(IDisk disk, string path, IDurablePart[] parts, JournalOptions options, long snapshotEnd, ILogger logger)
{
    /// <summary>What the unfinished new file is called, after the log's name.</summary>
    public const string Suffix = ".new";

    private const int CopyBytes = 1 << 20;

    // The disk is shared with the log: what waits for it must never be much.
    private const int SyncBytes = 8 << 20;
    private long _threshold = Math.Max(options.CompactAboveBytes, snapshotEnd * options.CompactAtGrowth);
    private Task<(IDiskFile File, long Copied, long End, long SnapshotEnd)>? _copying;
    private Task _woken = Task.CompletedTask;

    /// <summary>Begins, or finishes, a compaction when it is time. On the writer's thread, with nothing half written.</summary>
    public void Step(JournalWriter writer)
    {
        if (_copying is null && writer.Length >= _threshold)
            Begin(writer);
        else if (_copying is { IsCompleted: true })
            Finish(writer);
    }

    /// <summary>Waits for the copying beside the writer, and drops what it made.</summary>
    public void Wait()
    {
        _woken.Wait();
        try
        {
            _copying?.GetAwaiter().GetResult().File.Dispose();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            logger.CompactionFailed(failed, path);
        }
    }

    private void Begin(JournalWriter writer)
    {
        List<(byte Part, Action<Action<ReadOnlySpan<byte>>> Write)> snapshot = [];
        var entered = 0;
        try
        {
            foreach (var part in parts)
            {
                part.Gate.Enter();
                entered++;
            }

            // With the gates held nothing is enqueued, so when the line is empty the log is what the parts hold.
            writer.WriteAll();
            foreach (var part in parts)
                snapshot.Add((part.Id, part.Snapshot()));
        }
        finally
        {
            while (entered > 0)
                parts[--entered].Gate.Exit();
        }

        var (log, from, number) = (writer.File, writer.Length, writer.LastGroup);
        _copying = Task.Factory.StartNew(
            () => Copy(snapshot, log, from, number, writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // Only after the task is complete: a writer woken from inside it would find it running, and sleep until the next change.
        _woken = _copying.ContinueWith(_ => writer.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private (IDiskFile File, long Copied, long End, long SnapshotEnd) Copy(
        List<(byte Part, Action<Action<ReadOnlySpan<byte>>> Write)> snapshot, IDiskFile log, long from, long number, JournalWriter writer)
    {
        var file = disk.Open(path + Suffix, fresh: true);
        try
        {
            var end = WriteSnapshot(snapshot, file, number);
            file.Write(JournalFormat.Header(end), 0);
            var snapshotLength = end;
            file.Sync();
            // What the log grew by meanwhile, until little is left for the writer to do.
            for (var length = writer.Length; length - from > CopyBytes; length = writer.Length)
                (from, end) = CopyRange(log, file, from, length, end);
            file.Sync();
            return (file, from, end, snapshotLength);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long WriteSnapshot(List<(byte Part, Action<Action<ReadOnlySpan<byte>>> Write)> snapshot, IDiskFile file, long number)
    {
        long end = JournalFormat.HeaderBytes;
        var synced = end;
        var group = new Group();
        foreach (var (part, write) in snapshot)
        {
            write(piece =>
            {
                group.Add(part, piece, 0);
                if (group.Length > CopyBytes)
                    WriteGroup();
            });
        }

        if (group.Count > 0)
            WriteGroup();
        return end;

        void WriteGroup()
        {
            file.Write(group.Seal(number), end);
            end += group.Length;
            group.Clear();
            if (end - synced < SyncBytes)
                return;
            file.Sync();
            synced = end;
        }
    }

    private void Finish(JournalWriter writer)
    {
        var copying = _copying!;
        _copying = null;
        var before = writer.Length;
        IDiskFile? file = null;
        try
        {
            (file, var copied, var end, var snapshotLength) = copying.GetAwaiter().GetResult();
            (_, end) = CopyRange(writer.File, file, copied, before, end);
            file.Sync();
            disk.Replace(path + Suffix, path);
            writer.Swap(file, end);
            _threshold = Math.Max(options.CompactAboveBytes, snapshotLength * options.CompactAtGrowth);
            logger.Compacted(path, before, end);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            logger.CompactionFailed(failed, path);
            file?.Dispose();
            _threshold = before * 2;
            RemoveUnfinished();
        }
    }

    // On a full disk the log needs the room. It goes at the next start if it does not go now.
    private void RemoveUnfinished()
    {
        try
        {
            disk.Remove(path + Suffix);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            logger.CompactionFailed(failed, path);
        }
    }

    private static (long From, long End) CopyRange(IDiskFile from, IDiskFile to, long offset, long until, long end)
    {
        var buffer = new byte[CopyBytes];
        while (offset < until)
        {
            var read = from.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, until - offset)), offset);
            if (read == 0)
                throw new EndOfStreamException("The log ended before its own length.");
            to.Write(buffer.AsSpan(0, read), end);
            (offset, end) = (offset + read, end + read);
        }

        return (offset, end);
    }
}
