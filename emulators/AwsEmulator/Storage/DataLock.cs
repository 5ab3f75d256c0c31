namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// One emulator at a time in a data directory. The lock is the kernel's, on an open file, so it ends with the process however
/// that ends; the file's text only says who holds it.
/// </summary>
public sealed class DataLock : IDisposable
{
    private const string HolderSuffix = "-holder";
    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of <paramref name="directory"/>, creating the directory.</summary>
    /// <exception cref="StorageException">Somebody else has it: the message names the holder; or the directory is not writable.</exception>
    public static DataLock Take(string directory, string holder)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                File.WriteAllText(path + HolderSuffix, holder);
                return new DataLock(file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StorageException($"data directory {directory}: {refused.Message}", refused);
        }
        catch (IOException taken)
        {
            throw new StorageException(
                IsLocked(path) && HolderIn(path + HolderSuffix) is { Length: > 0 } name
                    ? $"data directory {directory} is in use by {name}; stop that emulator or choose another directory"
                    : $"data directory {directory}: {taken.Message}",
                taken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsLocked(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string? HolderIn(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
