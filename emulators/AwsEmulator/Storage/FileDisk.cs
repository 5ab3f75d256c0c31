using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>The machine's disk.</summary>
public sealed class FileDisk : IDisk
{
    /// <inheritdoc/>
    public IDiskFile Open(string path, bool fresh) =>
        new Opened(File.OpenHandle(path, fresh ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Remove(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET does not open directories.
        path = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var directory = Libc.Open(path, 0);
        if (directory < 0)
            throw new IOException($"cannot open {path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        try
        {
            if (Libc.Fsync(directory) != 0)
                throw new IOException($"cannot sync {path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
        finally
        {
            _ = Libc.Close(directory);
        }
    }

    private sealed class Opened(SafeFileHandle handle) : IDiskFile
    {
        private static readonly byte[] Zeros = new byte[256 * 1024];

        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> buffer, long offset)
        {
            var total = 0;
            while (total < buffer.Length && RandomAccess.Read(handle, buffer[total..], offset + total) is var read and > 0)
                total += read;
            return total;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void Clear(long from, long to)
        {
            for (; from < to; from += Zeros.Length)
                RandomAccess.Write(handle, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, to - from)), from);
        }

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Sync()
        {
            if (!OperatingSystem.IsLinux())
                RandomAccess.FlushToDisk(handle);
            else if (Libc.Fdatasync((int)handle.DangerousGetHandle()) != 0)
                throw new IOException($"fdatasync: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        public void Dispose() => handle.Dispose();
    }

    private static class Libc
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi)]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
        public static extern int Fdatasync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        public static extern int Close(int descriptor);
    }
}
