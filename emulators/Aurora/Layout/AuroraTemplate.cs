using System.Globalization;
using ActiveActive.Aurora.Binaries;

namespace ActiveActive.Aurora.Layout;

/// <summary>
/// A data directory that is made once and copied for every instance, since initdb costs a second and a copy a tenth of it. It
/// holds everything but passwords and settings. Templates live in a cache folder by PostgreSQL version and layout; one that is
/// half made never has the final name, and a lock keeps two makers apart.
/// </summary>
public sealed class AuroraTemplate
{
    /// <summary>How long to wait for another lab that is making the same template.</summary>
    public static readonly TimeSpan LockDeadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(50);

    // Small WAL segments keep the copy small. No checksums, as initdb's default before version 18; -N: one sync at the end instead.
    private static readonly string[] InitArguments =
        ["-U", AuroraNames.AdminRole, "-A", "reject", "--locale=C", "-E", "UTF8", "-N", "--wal-segsize=4", "--no-instructions"];

    // In single-user mode PostgreSQL numbers new objects as its own system catalogs, and those are never published, in silence.
    // From 16384 on (FirstNormalObjectId) an object is a user's.
    private static readonly string[] NumberingArguments = ["-o", "16384"];

    private AuroraTemplate(string folder) => Folder = folder;

    /// <summary>The data directory to copy.</summary>
    public string Folder { get; }

    /// <summary>Finds the template with these databases in <paramref name="cache"/>, or makes it.</summary>
    public static async Task<AuroraTemplate> GetAsync(
        PostgresBinaries binaries, PostgresAccount account, string cache, IReadOnlyList<string> databases, TimeProvider time, CancellationToken cancellation)
    {
        // The owner is part of the name: the same cache may serve root today and an ordinary user tomorrow.
        var name = $"pg{binaries.Version}-{account.Name}-{string.Join('-', databases)}-{AuroraLayout.Fingerprint([.. InitArguments, .. NumberingArguments], databases)}";
        var folder = Path.Combine(Path.GetFullPath(cache), name);
        if (Directory.Exists(folder))
            return new AuroraTemplate(folder);
        await account.MakeFolderAsync(Path.GetFullPath(cache), cancellation);
        await using var theLock = await LockAsync(folder + ".lock", time, cancellation);
        if (!Directory.Exists(folder))
            await MakeAsync(binaries, account, folder, databases, cancellation);
        return new AuroraTemplate(folder);
    }

    private static async Task MakeAsync(
        PostgresBinaries binaries, PostgresAccount account, string folder, IReadOnlyList<string> databases, CancellationToken cancellation)
    {
        var making = folder + ".making";
        // Under the lock: what is here was left by a maker that was killed.
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await Command.RunAsync(binaries.InitDb, ["-D", making, .. InitArguments], account, input: "", cancellation);
        await Command.RunAsync(binaries.ResetWal, [.. NumberingArguments, "-D", making], account, input: "", cancellation);
        await SingleUser.RunAsync(binaries, account, making, "template1", AuroraLayout.SingleUserInput(AuroraLayout.EveryDatabase), cancellation);
        await SingleUser.RunAsync(binaries, account, making, AuroraNames.AdminDatabase, AuroraLayout.SingleUserInput(AuroraLayout.Databases(databases)), cancellation);
        await Command.RunAsync(binaries.InitDb, ["-S", "-D", making], account, input: "", cancellation);
        Directory.Move(making, folder);
    }

    private static async Task<FileStream> LockAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        var from = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (File.Exists(path))
            {
                if (time.GetElapsedTime(from) > LockDeadline)
                {
                    throw new AuroraException(
                        string.Create(CultureInfo.InvariantCulture, $"another lab has been making the PostgreSQL template {path} for {LockDeadline.TotalSeconds:0} s; end it and try again"), held);
                }
            }

            await Task.Delay(LockInterval, time, cancellation);
        }
    }
}
