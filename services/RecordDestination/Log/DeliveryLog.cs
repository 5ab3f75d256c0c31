namespace ActiveActive.RecordDestination.Log;

/// <summary>
/// The end of a record's journey: an append-only file of JSON lines, one for each record that arrived, whatever number of times and
/// by whichever lane it came. When <see cref="KeepAsync"/> returns, its deliveries are on disk, and only then may their messages be
/// removed from the queue. Both lanes keep at the same time and share one sync (group commit).
/// </summary>
public sealed class DeliveryLog : IDeliveryLog, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ILogFile _file;

    // Ids on disk, being written, and waiting to be.
    private readonly HashSet<string> _known;
    private DeliveryGroup _waiting = new();
    private Task _writer = Task.CompletedTask;
    private bool _writing;
    private bool _closed;
    private Exception? _broken;
    private long _length;
    private long _count;
    private long _duplicates;
    private long _syncs;

    private DeliveryLog(string path, ILogFile file, HashSet<string> known, long length) =>
        (_path, _file, _known, _length, _count) = (path, file, known, length, known.Count);

    /// <summary>Distinct records on disk.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Deliveries since it was opened of records that were there already.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Syncs since it was opened: fewer than calls when the lanes share them.</summary>
    public long Syncs => Interlocked.Read(ref _syncs);

    /// <summary>Opens the log, or begins it: cuts off what a killed writer left unfinished and streams the ids that are there.</summary>
    /// <param name="path">The log; its folder is made if need be, and <c>path.lock</c> beside it holds off a second writer.</param>
    /// <param name="disk">Puts something between the log and its file; tests do.</param>
    /// <exception cref="InvalidDataException">A whole line is not a delivery, or an id is there twice.</exception>
    /// <exception cref="IOException">Another process has it open, or the disk refuses.</exception>
    public static DeliveryLog Open(string path, Func<ILogFile, ILogFile>? disk = null)
    {
        var file = new LogFile(path);
        try
        {
            var length = TornTail.Cut(file);
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var delivery in DeliveryReader.Read(path, length))
            {
                if (!known.Add(delivery.Id))
                    throw new InvalidDataException($"{path} holds record {delivery.Id} twice; it is written by this program only, and never twice");
            }

            return new DeliveryLog(path, disk?.Invoke(file) ?? file, known, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Keeps deliveries. When it returns they are all on disk; when it throws, none of them counts as delivered, and the caller leaves
    /// the messages in their queue. A record that another caller is keeping at this moment is not fresh, and the call waits for it.
    /// </summary>
    /// <returns>For each, in order, whether the log did not have the record before.</returns>
    /// <exception cref="DeliveryLogException">The disk is full or refused.</exception>
    public async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries)
    {
        var fresh = new bool[deliveries.Count];
        Task durable;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_broken is not null)
                throw new DeliveryLogException($"{_path} cannot be trusted since its disk failed; restart, so that it is read again", _broken);
            for (var i = 0; i < fresh.Length; i++)
            {
                if (_known.Contains(deliveries[i].Id))
                    continue;
                _waiting.Add(deliveries[i]);
                fresh[i] = _known.Add(deliveries[i].Id);
            }

            durable = !_writing && _waiting.Ids.Count == 0 ? Task.CompletedTask : _waiting.Join();
            if (!_writing && !durable.IsCompleted)
            {
                _writing = true;
                _writer = Task.Run(WriteGroups);
            }
        }

        await durable;
        Interlocked.Add(ref _duplicates, fresh.Count(f => !f));
        return fresh;
    }

    /// <summary>Streams what is on disk at this moment.</summary>
    public IEnumerable<Delivery> ReadAll() => DeliveryReader.Read(_path, Interlocked.Read(ref _length));

    /// <summary>Finishes what was begun and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        Task writer;
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            writer = _writer;
        }

        await writer;
        _file.Dispose();
    }

    /// <summary>Writes one group after another until nobody waits. What arrives during a sync is the next group.</summary>
    private void WriteGroups()
    {
        while (true)
        {
            DeliveryGroup group;
            lock (_gate)
            {
                if (!_waiting.IsAwaited)
                {
                    _writing = false;
                    return;
                }

                group = _waiting;
                _waiting = new DeliveryGroup();
            }

            try
            {
                Write(group);
            }
            catch (Exception failure)
            {
                GiveUp(group, failure);
                continue;
            }

            group.Complete();
        }
    }

    private void Write(DeliveryGroup group)
    {
        // Nobody in it brought a record: they waited for the group before, which is on disk by now.
        if (group.Ids.Count == 0)
            return;
        var length = _length;
        _file.Write(length, group.Lines);
        _file.Sync();
        Interlocked.Increment(ref _syncs);
        Interlocked.Exchange(ref _length, length + group.Lines.Length);
        Interlocked.Add(ref _count, group.Ids.Count);
    }

    /// <summary>
    /// Undoes a group. Who waits behind it fails with it, because one of them may be waiting for a record of this group.
    /// </summary>
    private void GiveUp(DeliveryGroup group, Exception failure)
    {
        Exception? untrusted = null;
        try
        {
            // The next group is written over the same bytes; without this a shorter one would leave a piece of this one behind it.
            _file.Truncate(_length);
            _file.Sync();
        }
        catch (Exception worse)
        {
            // What is on disk now only reading it again can tell.
            untrusted = worse;
        }

        var why = new DeliveryLogException($"{_path} could not be written: {failure.Message}", failure);
        DeliveryGroup behind;
        lock (_gate)
        {
            behind = _waiting;
            _waiting = new DeliveryGroup();
            _broken = untrusted;
            _known.ExceptWith(group.Ids);
            _known.ExceptWith(behind.Ids);
        }

        group.Fail(why);
        if (behind.IsAwaited)
            behind.Fail(why);
    }
}
