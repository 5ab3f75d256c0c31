namespace ActiveActive.AwsEmulator.Storage;

/// <summary>What the journal asks of a disk. A seam, so that a test can fill it up or break it.</summary>
public interface IDisk
{
    /// <summary>Opens for reading and writing; <paramref name="fresh"/> empties or creates the file, otherwise it must exist.</summary>
    IDiskFile Open(string path, bool fresh);

    /// <summary>True when the file exists.</summary>
    bool Exists(string path);

    /// <summary>Puts a file in another's place in one step. It survives a power cut only after <see cref="SyncDirectory"/>.</summary>
    void Replace(string from, string to);

    /// <summary>Returns when the names in the directory of <paramref name="path"/> survive a power cut.</summary>
    void SyncDirectory(string path);

    /// <summary>Removes a file if it is there.</summary>
    void Remove(string path);
}

/// <summary>An open file.</summary>
public interface IDiskFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads up to a buffer's length; fewer at the end of the file.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all the bytes or throws <see cref="IOException"/>.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Writes zeros over a range, which may be behind the end. What is written there later changes bytes and no metadata.</summary>
    void Clear(long from, long to);

    /// <summary>Cuts the file off.</summary>
    void Truncate(long length);

    /// <summary>Returns when what was written, and the length, survive a power cut.</summary>
    void Sync();
}
