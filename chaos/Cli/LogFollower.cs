namespace ActiveActive.Cli;

/// <summary>Copies what a growing file holds, each part once.</summary>
internal sealed class LogFollower(string path) : IDisposable
{
    private StreamReader? _reader;

    /// <summary>Copies what has come since the last call; nothing while there is no file.</summary>
    public async Task CopyAsync(TextWriter to, CancellationToken cancellation)
    {
        if (_reader is null && !File.Exists(path))
            return;
        _reader ??= new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        await to.WriteAsync(await _reader.ReadToEndAsync(cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();
}
