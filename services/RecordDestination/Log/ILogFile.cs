namespace ActiveActive.RecordDestination.Log;

/// <summary>The disk under a delivery log: what a test can make fail.</summary>
public interface ILogFile : IDisposable
{
    /// <summary>Writes at <paramref name="offset"/>. A failed call may have written a part.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything written is on disk.</summary>
    void Sync();

    /// <summary>Cuts the file off at <paramref name="length"/>.</summary>
    void Truncate(long length);
}
