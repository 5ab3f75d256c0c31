using ActiveActive.AwsEmulator.Storage;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>A disk in memory that a test can break, stop and look at in the middle of everything.</summary>
internal sealed class MemoryDisk : IDisk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Content> _files = [];

    /// <summary>So many next writes fail.</summary>
    public int FailWrites { get; set; }

    /// <summary>While it is set names do not become durable.</summary>
    public bool FailDirectorySync { get; set; }

    /// <summary>While it is set a new file gets its name and then has no room.</summary>
    public bool FailOpens { get; set; }

    /// <summary>How many new files had no room.</summary>
    public int FailedOpens { get; private set; }

    /// <summary>A sync waits for it.</summary>
    public ManualResetEventSlim SyncMayEnd { get; } = new(true);

    /// <summary>Set by a sync that has begun.</summary>
    public ManualResetEventSlim SyncBegan { get; } = new(false);

    /// <summary>Called after every step that changes something, on whatever thread took it.</summary>
    public Action? Stepped { get; set; }

    public byte[]? Bytes(string path)
    {
        lock (_gate)
            return _files.TryGetValue(path, out var file) ? file.Bytes[..file.Length] : null;
    }

    public void Put(string path, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            _files[path] = new Content { Bytes = bytes.ToArray(), Length = bytes.Length };
    }

    public IDiskFile Open(string path, bool fresh)
    {
        lock (_gate)
        {
            if (fresh)
                _files[path] = new Content();
            if (fresh && FailOpens)
            {
                FailedOpens++;
                throw new IOException("no space left");
            }

            return _files.TryGetValue(path, out var file) ? new Opened(this, file) : throw new FileNotFoundException(path);
        }
    }

    public bool Exists(string path)
    {
        lock (_gate)
            return _files.ContainsKey(path);
    }

    public void Replace(string from, string to)
    {
        lock (_gate)
        {
            _files[to] = _files[from];
            _files.Remove(from);
        }

        Stepped?.Invoke();
    }

    public void SyncDirectory(string path)
    {
        if (FailDirectorySync)
            throw new IOException("the directory is not synced");
    }

    public void Remove(string path)
    {
        lock (_gate)
            _files.Remove(path);
    }

    private sealed class Content
    {
        public byte[] Bytes { get; set; } = [];

        public int Length { get; set; }
    }

    private sealed class Opened(MemoryDisk disk, Content content) : IDiskFile
    {
        public long Length
        {
            get
            {
                lock (disk._gate)
                    return content.Length;
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            lock (disk._gate)
            {
                var count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
                content.Bytes.AsSpan((int)offset, count).CopyTo(buffer);
                return count;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (disk._gate)
            {
                if (disk.FailWrites > 0)
                {
                    disk.FailWrites--;
                    throw new IOException("no space left");
                }

                var end = (int)offset + bytes.Length;
                if (content.Bytes.Length < end)
                    content.Bytes = [.. content.Bytes, .. new byte[Math.Max(end, 2 * content.Bytes.Length) - content.Bytes.Length]];
                bytes.CopyTo(content.Bytes.AsSpan((int)offset));
                content.Length = Math.Max(content.Length, end);
            }

            disk.Stepped?.Invoke();
        }

        public void Clear(long from, long to)
        {
            lock (disk._gate)
            {
                if (disk.FailWrites > 0)
                    throw new IOException("no space left");
            }

            Write(new byte[to - from], from);
        }

        public void Truncate(long length)
        {
            lock (disk._gate)
                content.Length = (int)length;
        }

        public void Sync()
        {
            disk.SyncBegan.Set();
            disk.SyncMayEnd.Wait();
            disk.Stepped?.Invoke();
        }

        public void Dispose()
        {
        }
    }
}
