using Microsoft.Extensions.Logging;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>The one thread that writes the log: group after group, each synced before the next, and the step of a compaction that swaps the file.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly Journal _journal;
    private readonly IDisk _disk;
    private readonly string _path;
    private readonly JournalOptions _options;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _wake = new(false);
    private readonly AutoResetEvent _retry = new(false);
    private readonly ITimer _retryTimer;
    private readonly Thread _thread;
    private JournalCompaction? _compaction;
    private IDiskFile _file;
    private long _end;
    private long _room;
    private long _number;
    private long _fsyncs;
    private long _bytes;
    private long _compactions;
    private bool _nameIsDurable = true;
    private bool _brokenAtStop;
    private volatile bool _stopping;
    private volatile bool _asked;
    private int _asleep;

    public JournalWriter(Journal journal, IDisk disk, IDiskFile file, long end, long room, long number, string path, JournalOptions options, TimeProvider time, ILogger logger)
    {
        (_journal, _disk, _file, _end, _room, _number, _path, _options, _logger) = (journal, disk, file, end, room, number, path, options, logger);
        _retryTimer = time.CreateTimer(_ => _retry.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
    }

    public long Fsyncs => Interlocked.Read(ref _fsyncs);

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Length => Interlocked.Read(ref _end);

    public long Compactions => Interlocked.Read(ref _compactions);

    /// <summary>The number of the last group written. Only the writer's thread asks.</summary>
    public long LastGroup => _number;

    /// <summary>The log. Readers of a range that is written may use it from any thread.</summary>
    public IDiskFile File => _file;

    public void Start(JournalCompaction compaction)
    {
        _compaction = compaction;
        _thread.Start();
        // A log that was much larger than its state before the restart need not wait for the first write.
        Wake();
    }

    /// <summary>Has the thread look for something to do. Costs next to nothing while it is awake, as it mostly is under load.</summary>
    public void Wake()
    {
        _asked = true;
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
            _wake.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _retry.Set();
        Wake();
        if (_thread.IsAlive)
            _thread.Join();
        _compaction?.Wait();
        _retryTimer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _wake.Dispose();
        _retry.Dispose();
        _file.Dispose();
    }

    /// <summary>
    /// Everything in line goes to disk. On the writer's thread. At a stop the first group that the disk does not take is the last
    /// one tried: a later one must not be on disk without it.
    /// </summary>
    public void WriteAll()
    {
        while (!_brokenAtStop && _journal.TakeGroup() is { } group)
            _brokenAtStop = !Write(group);
    }

    /// <summary>
    /// From now on the log is <paramref name="file"/>, which holds all that the old one held and has taken its name. Until the name
    /// is durable nothing is acknowledged: after a power cut the old file could come back under it. On the writer's thread.
    /// </summary>
    public void Swap(IDiskFile file, long end)
    {
        _file.Dispose();
        _file = file;
        Interlocked.Exchange(ref _end, end);
        _room = end;
        Interlocked.Increment(ref _compactions);
        _nameIsDurable = false;
    }

    private void Run()
    {
        while (true)
        {
            _asked = false;
            WriteAll();
            if (_stopping)
                return;
            _compaction!.Step(this);
            Sleep();
        }
    }

    // Who asks after the look at _asked finds the thread asleep and wakes it.
    private void Sleep()
    {
        Interlocked.Exchange(ref _asleep, 1);
        if (_asked && Interlocked.Exchange(ref _asleep, 0) == 1)
            return;
        _wake.WaitOne();
    }

    // A group that is large itself gains nothing by zeros: its own bytes are most of what a sync costs.
    private void MakeRoom(int bytes)
    {
        var end = _end + bytes;
        if (end <= _room || bytes > _options.RoomBytes)
            return;
        try
        {
            _file.Clear(end, end + _options.RoomBytes);
            _room = end + _options.RoomBytes;
        }
        catch (IOException)
        {
            // The disk is full, or nearly so: what it still has is for groups.
            _file.Truncate(_room = _end);
        }
    }

    private bool Write(Group group)
    {
        var bytes = group.Seal(_number + 1);
        for (var failures = 0; ; failures++)
        {
            try
            {
                MakeRoom(bytes.Length);
                // Always from the same offset: what a failed attempt left behind, or what the page cache forgot after a failed
                // sync, is written anew.
                _file.Write(bytes, _end);
                _file.Sync();
                if (!_nameIsDurable)
                    _disk.SyncDirectory(_path);
                _nameIsDurable = true;
                if (failures > 0)
                    _logger.WriteRecovered(_path, failures);
                break;
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                if (failures == 0)
                    _logger.WriteFailed(failed, _path);
                _journal.Failed(group, failed);
                if (_stopping)
                    return false;
                _retryTimer.Change(_options.RetryDelay, Timeout.InfiniteTimeSpan);
                _retry.WaitOne();
            }
        }

        _number++;
        Interlocked.Add(ref _end, bytes.Length);
        Interlocked.Add(ref _bytes, bytes.Length);
        Interlocked.Increment(ref _fsyncs);
        _journal.Acknowledge(group);
        return true;
    }
}
