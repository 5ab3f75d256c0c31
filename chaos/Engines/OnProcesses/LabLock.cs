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
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes($"process {Environment.ProcessId}, data in {dataFolder}\n"));
            file.Flush();
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

    // .NET's own lock is advisory and would refuse us too: read around it.
    private static string Holder(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[512];
            return System.Text.Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0)).Trim();
        }
        catch (IOException)
        {
            return "its holder cannot be read";
        }
    }
}
