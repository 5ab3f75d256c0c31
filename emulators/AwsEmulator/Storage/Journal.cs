using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// The log of one data directory, with group commit: while one group is being synced the next one fills, so the number of syncs
/// does not grow with the number of requests. It promises that nothing is acknowledged before it and all before it are on disk,
/// and that memory and log never part: a group that the disk did not take is retried, unchanged and in its place, before any
/// later one. It refuses new work meanwhile.
/// </summary>
public sealed class Journal : IJournal, IDisposable
{
    /// <summary>The log's name in the data directory.</summary>
    public const string FileName = "journal";

    /// <summary>The memory of a larger group is let go of.</summary>
    private const int MostSpareBytes = 4 << 20;

    private readonly Lock _gate = new();
    private readonly IDisk _disk;
    private readonly string _path;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Journal> _logger;
    private readonly ITimer _noteTimer;
    private Group _open = new();
    private Group? _spare;
    private Group? _writing;
    private JournalWriter? _writer;
    private long _enqueued;
    private long _durable;
    private long _commits;
    private long _cutBytes;
    private bool _noteTimerSet;
    private bool _disposed;
    private volatile JournalFailedException? _failure;

    /// <summary>A journal in <paramref name="directory"/>, which must exist and be locked. Nothing is touched before <see cref="Start"/>.</summary>
    public Journal(string directory, IDisk disk, JournalOptions options, TimeProvider time, ILogger<Journal> logger)
    {
        _path = System.IO.Path.Combine(directory, FileName);
        (_disk, _options, _time, _logger) = (disk, options, time, logger);
        _noteTimer = time.CreateTimer(_ => _writer?.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public long Enqueued => Interlocked.Read(ref _enqueued);

    /// <inheritdoc/>
    public long Durable => Interlocked.Read(ref _durable);

    /// <summary>Replays the log into the parts, in order, and starts to write.</summary>
    /// <exception cref="StorageException">The log is damaged, of a newer format, or cannot be opened.</exception>
    public void Start(IEnumerable<IDurablePart> parts)
    {
        if (_writer is not null)
            throw new InvalidOperationException("The journal has been started.");
        IDurablePart[] all = [.. parts.OrderBy(p => p.Id)];
        IDiskFile? file = null;
        try
        {
            _disk.Remove(_path + JournalCompaction.Suffix);
            if (!_disk.Exists(_path))
                CreateEmpty();
            file = _disk.Open(_path, fresh: false);
            var reader = Replay(file, all);
            _writer = new JournalWriter(this, _disk, file, reader.End, file.Length, reader.LastGroup, _path, _options, _time, _logger);
            _writer.Start(new JournalCompaction(_disk, _path, all, _options, reader.SnapshotEnd, _logger));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new StorageException($"{_path}: {failed.Message}", failed);
        }
        catch (StorageException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task Commit(byte part, ReadOnlyMemory<byte> change)
    {
        Task done;
        lock (_gate)
        {
            Enqueue(part, change.Span);
            _commits++;
            done = _open.Done();
        }

        _writer!.Wake();
        return done;
    }

    /// <inheritdoc/>
    public void Note(byte part, ReadOnlyMemory<byte> change)
    {
        lock (_gate)
        {
            Enqueue(part, change.Span);
            if (_noteTimerSet)
                return;
            _noteTimerSet = true;
            _noteTimer.Change(_options.NoteDelay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public Task WhenDurable(long change)
    {
        if (change <= Durable)
            return Task.CompletedTask;
        lock (_gate)
        {
            if (change <= _durable)
                return Task.CompletedTask;
            if (change > _enqueued)
                throw new ArgumentOutOfRangeException(nameof(change), change, "No such change has been enqueued.");
            if (_writing is { } writing && change <= writing.LastChange)
                return writing.Done();
            _writer!.Wake();
            return _open.Done();
        }
    }

    /// <inheritdoc/>
    public void ThrowIfFailing()
    {
        if (_failure is { } failure)
            throw failure;
    }

    /// <summary>What the journal has done.</summary>
    public JournalFigures Figures()
    {
        lock (_gate)
        {
            var writer = _writer ?? throw new InvalidOperationException("The journal has not been started.");
            return new(_commits, _enqueued - _commits, writer.Fsyncs, writer.Bytes, writer.Length, writer.Compactions, _cutBytes, _failure?.Message);
        }
    }

    /// <summary>Writes what is in line and closes the file. Twice is once: a container disposes it under each of its types.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        // Waits for a callback that is under way: it would wake a writer that is gone.
        _noteTimer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _writer?.Dispose();
    }

    /// <summary>The next group to write, or null. From now on later changes go to another one.</summary>
    internal Group? TakeGroup()
    {
        lock (_gate)
        {
            _noteTimerSet = false;
            if (_open.Count == 0)
                return null;
            _writing = _open;
            _open = _spare ?? new Group();
            _spare = null;
            return _writing;
        }
    }

    /// <summary>A group is on disk.</summary>
    internal void Acknowledge(Group group)
    {
        lock (_gate)
        {
            Interlocked.Exchange(ref _durable, group.LastChange);
            _writing = null;
            _failure = null;
        }

        group.Succeed();
        if (group.Capacity > MostSpareBytes)
            return;
        group.Clear();
        lock (_gate)
            _spare = group;
    }

    /// <summary>The disk did not take a group: everybody who waits is answered now, though the group stays first in line.</summary>
    internal void Failed(Group group, Exception cause)
    {
        lock (_gate)
        {
            _failure = new JournalFailedException($"{_path}: {cause.Message}", cause);
            group.Fail(_failure);
            _open.Fail(_failure);
        }
    }

    private void Enqueue(byte part, ReadOnlySpan<byte> change)
    {
        if (_writer is null)
            throw new InvalidOperationException("The journal has not been started.");
        Interlocked.Increment(ref _enqueued);
        _open.Add(part, change, _enqueued);
        // While the disk does not take writes nobody may be left waiting for a group that cannot be written.
        if (_failure is { } failure)
            _open.Fail(failure);
    }

    private void CreateEmpty()
    {
        var fresh = _path + JournalCompaction.Suffix;
        using (var file = _disk.Open(fresh, fresh: true))
        {
            file.Write(JournalFormat.Header(JournalFormat.HeaderBytes), 0);
            file.Sync();
        }

        _disk.Replace(fresh, _path);
        _disk.SyncDirectory(_path);
    }

    private JournalReader Replay(IDiskFile file, IDurablePart[] parts)
    {
        var byId = new IDurablePart?[byte.MaxValue + 1];
        foreach (var part in parts)
            byId[part.Id] = byId[part.Id] is null ? part : throw new InvalidOperationException($"Two parts have number {part.Id}.");
        var reader = new JournalReader(file, _path);
        long changes = 0;
        reader.Read((part, change) =>
        {
            changes++;
            (byId[part] ?? throw new StorageException($"{_path} holds changes of part {part}, which this emulator does not have; use the newer emulator")).Replay(change);
        });
        // Zeros behind the log are room that was made for it.
        _cutBytes = reader.DirtyEnd - reader.End;
        if (_cutBytes > 0)
            file.Truncate(reader.End);
        // Whole groups too: the life before may have ended between a write and its sync, and what is replayed is shown at once.
        file.Sync();
        _logger.Replayed(_path, changes, reader.End, _cutBytes);
        return reader;
    }
}
