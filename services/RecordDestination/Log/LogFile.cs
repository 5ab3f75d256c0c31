using Microsoft.Win32.SafeHandles;

namespace ActiveActive.RecordDestination.Log;

/// <summary>A file, held by one process at a time. The lock is the operating system's and ends with the process, however that ends.</summary>
internal sealed class LogFile : ILogFile
{
    private readonly FileStream _lock;
    private readonly SafeFileHandle _file;

    /// <summary>Opens the file, or begins it.</summary>
    /// <exception cref="IOException">Another process holds it, or the disk refuses.</exception>
    public LogFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // The lock is a file beside the log, so that others may read the log while it is written.
        _lock = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Bytes in the file.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <summary>Reads up to as many bytes as fit; 0 at the end.</summary>
    public int Read(long offset, Span<byte> bytes) => RandomAccess.Read(_file, bytes, offset);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file, bytes, offset);

    /// <inheritdoc/>
    public void Sync() => RandomAccess.FlushToDisk(_file);

    /// <inheritdoc/>
    public void Truncate(long length) => RandomAccess.SetLength(_file, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }
}
