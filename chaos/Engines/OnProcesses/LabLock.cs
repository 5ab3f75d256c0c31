using System.Globalization;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>
/// One lab for each set of addresses. The lock is the operating system's and ends with the process, so a crashed lab leaves
/// nothing in the way; the file's text only says who holds it.
/// </summary>
internal sealed class LabLock : IDisposable
{
    private readonly FileStream _file;

    private LabLock(FileStream file) => _file = file;

    /// <exception cref="LabEnvironmentException">Another lab holds these addresses; the message says which.</exception>
    public static LabLock Take(byte net, string dataFolder)
    {
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"activeactive-{net}.lock"));
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderOf(path), $"process {Environment.ProcessId}, data in {dataFolder}\n");
            return new LabLock(file);
        }
        catch (IOException)
        {
            throw new LabEnvironmentException(
                $"another lab holds the addresses 127.{net}.x.x: {Holder(path)}. End it with ./aa down, or use other addresses with AA_NET=1 … 250");
        }
        catch (UnauthorizedAccessException)
        {
            throw new LabEnvironmentException($"{path} belongs to another user, whose lab may hold the addresses 127.{net}.x.x; use others with AA_NET=1 … 250");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // A file of its own: what is locked cannot be read by the one who is told to wait.
    private static string HolderOf(string path) => path + ".holder";

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(HolderOf(path)).Trim();
        }
        catch (IOException)
        {
            return "its holder cannot be read";
        }
    }
}
