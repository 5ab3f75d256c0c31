using ActiveActive.RecordDestination.Log;

namespace ActiveActive.UnitTests.RecordDestination;

/// <summary>A log's disk that can be full, refuse to sync, and hold a sync until it is let go.</summary>
internal sealed class FaultyLogFile(ILogFile disk) : ILogFile
{
    private readonly SemaphoreSlim _syncBegan = new(0);
    private readonly ManualResetEventSlim _syncMayEnd = new(true);

    /// <summary>Bytes that still fit; a write that does not fit leaves its first half, as a full disk does.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>How many syncs from now on fail.</summary>
    public int FailingSyncs { get; set; }

    /// <summary>Truncating fails too.</summary>
    public bool TruncateFails { get; set; }

    /// <summary>Syncs begin and do not end until <see cref="LetGo"/>, or until a failing test leaves the scope of what this returns.</summary>
    public IDisposable HoldSyncs()
    {
        _syncMayEnd.Reset();
        return new Hold(this);
    }

    /// <summary>Waits for a sync to begin.</summary>
    /// <exception cref="TimeoutException">None did within 30 seconds.</exception>
    public async Task SyncBegan()
    {
        if (!await _syncBegan.WaitAsync(TimeSpan.FromSeconds(30)))
            throw new TimeoutException("no sync began");
    }

    /// <summary>Ends the hold.</summary>
    public void LetGo() => _syncMayEnd.Set();

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Room)
        {
            disk.Write(offset, bytes[..(bytes.Length / 2)]);
            throw new IOException("No space left on device");
        }

        disk.Write(offset, bytes);
        Room -= bytes.Length;
    }

    public void Sync()
    {
        _syncBegan.Release();
        _syncMayEnd.Wait();
        if (FailingSyncs > 0)
        {
            FailingSyncs--;
            throw new IOException("Input/output error");
        }

        disk.Sync();
    }

    public void Truncate(long length)
    {
        if (TruncateFails)
            throw new IOException("Input/output error");
        disk.Truncate(length);
    }

    public void Dispose()
    {
        disk.Dispose();
        _syncBegan.Dispose();
        _syncMayEnd.Dispose();
    }

    private sealed class Hold(FaultyLogFile disk) : IDisposable
    {
        public void Dispose() => disk._syncMayEnd.Set();
    }
}
