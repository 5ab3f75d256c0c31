using System.Globalization;
using ActiveActive.Aurora.Binaries;

namespace ActiveActive.Aurora.Instances;

/// <summary>What a PostgreSQL that was killed leaves: postmaster.pid, and the shared memory segment that its seventh line names.</summary>
internal static class AuroraLeftovers
{
    private const int SharedMemoryLine = 6;

    /// <summary>The process that serves the data directory now, or null.</summary>
    public static int? RunningOn(string folder)
    {
        if (ReadPid(folder) is not { } pid)
            return null;
        // PostgreSQL works in its data directory. A pid from the file that is somebody else's by now does not.
        var works = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd")).LinkTarget;
        return works == Path.GetFullPath(folder) ? pid : null;
    }

    /// <summary>
    /// Removes postmaster.pid when its process is not this PostgreSQL. PostgreSQL does so itself unless the pid is alive, and
    /// the pid may be another's by now, or a zombie's that nobody has collected.
    /// </summary>
    public static void ClearStaleLock(string folder)
    {
        if (RunningOn(folder) is null)
            File.Delete(PidFile(folder));
    }

    /// <summary>Frees the shared memory segment of a PostgreSQL that was killed and will not be started again.</summary>
    public static async Task ReleaseSharedMemoryAsync(string folder, CancellationToken cancellation)
    {
        if (!File.Exists(PidFile(folder)) || RunningOn(folder) is not null)
            return;
        var words = (await File.ReadAllLinesAsync(PidFile(folder), cancellation)).ElementAtOrDefault(SharedMemoryLine)?
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Length < 2)
            return;
        // /proc/sysvipc/shm: key shmid perms size cpid lpid nattch …; only an unused one with that very key and id is ours.
        var unused = File.ReadLines("/proc/sysvipc/shm")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(f => f.Length > 6 && f[0] == words[0] && f[1] == words[1] && f[6] == "0");
        if (unused)
            await Command.RunAsync("ipcrm", ["-m", words[1]], account: null, input: "", cancellation);
    }

    private static int? ReadPid(string folder) =>
        File.Exists(PidFile(folder))
        && int.TryParse(File.ReadLines(PidFile(folder)).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : null;

    private static string PidFile(string folder) => Path.Combine(folder, "postmaster.pid");
}
