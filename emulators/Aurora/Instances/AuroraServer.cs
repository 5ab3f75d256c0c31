using ActiveActive.Aurora.Binaries;
using ActiveActive.Aurora.Layout;

namespace ActiveActive.Aurora.Instances;

/// <summary>An instance on this machine's own binaries: its files, and what to start. It starts and ends no process.</summary>
/// <param name="instance">The instance that it is.</param>
/// <param name="dataFolder">Its data directory. Its parent must be open to the account that PostgreSQL runs as.</param>
/// <param name="binaries">Which PostgreSQL.</param>
/// <param name="account">As whom it runs.</param>
public sealed class AuroraServer(AuroraInstance instance, string dataFolder, PostgresBinaries binaries, PostgresAccount account)
{
    /// <summary>The instance.</summary>
    public AuroraInstance Instance => instance;

    /// <summary>Its data directory, as a full path.</summary>
    public string DataFolder { get; } = Path.GetFullPath(dataFolder);

    /// <summary>
    /// Makes the data directory out of the template if there is none yet, and writes the settings. The passwords go in with the
    /// copy: an instance that is kept must be given the same again.
    /// </summary>
    public async Task PrepareAsync(AuroraTemplate template, CancellationToken cancellation)
    {
        var parent = Path.GetDirectoryName(DataFolder)!;
        Directory.CreateDirectory(parent);
        if (await account.FirstUnreachableAsync(parent, cancellation) is { } blocked)
        {
            throw new AuroraException(
                $"PostgreSQL runs as user {account.Name} here, who may not enter {blocked}, so {instance.Name} cannot keep its data in {DataFolder}. "
                + $"Choose a data folder elsewhere (below /var/tmp, say), or allow it: chmod o+x {blocked}");
        }

        if (!Directory.Exists(DataFolder))
        {
            var copying = DataFolder + ".copying";
            if (Directory.Exists(copying))
                Directory.Delete(copying, recursive: true);
            // Not synced: what a power cut takes away here is a lab without a record yet. From its start on PostgreSQL syncs.
            await Command.RunAsync("cp", ["-a", "--reflink=auto", template.Folder, copying], account: null, input: "", cancellation);
            await SingleUser.RunAsync(binaries, account, copying, AuroraNames.AdminDatabase, AuroraLayout.SingleUserInput(AuroraLayout.Passwords(instance.Passwords)), cancellation);
            Directory.Move(copying, DataFolder);
        }

        await File.WriteAllTextAsync(Path.Combine(DataFolder, "postgresql.conf"), AuroraFiles.Settings(instance.Options), cancellation);
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "pg_hba.conf"), AuroraFiles.Access(instance.Options), cancellation);
    }

    /// <summary>What to start, now. Clears the way first: a lock file that a killed life left.</summary>
    /// <exception cref="AuroraException">It is running already.</exception>
    public AuroraStart Start()
    {
        if (AuroraLeftovers.RunningOn(DataFolder) is { } pid)
            throw new AuroraException($"{instance.Name} is running already, as process {pid} on {DataFolder}; end it first: kill -INT {pid}");
        AuroraLeftovers.ClearStaleLock(DataFolder);
        return new AuroraStart(
            binaries.Postgres,
            ["-D", DataFolder],
            AuroraEnvironment.Variables,
            Path.GetDirectoryName(DataFolder)!,
            account.Switch ? account.Uid : null,
            account.Switch ? account.Gid : null);
    }

    /// <summary>Deletes the data directory of an instance that has ended, and the shared memory that a killed one left.</summary>
    /// <exception cref="AuroraException">It is running.</exception>
    public async Task DiscardAsync(CancellationToken cancellation)
    {
        if (AuroraLeftovers.RunningOn(DataFolder) is { } pid)
            throw new AuroraException($"{instance.Name} is still running, as process {pid}; its data was not deleted");
        await AuroraLeftovers.ReleaseSharedMemoryAsync(DataFolder, cancellation);
        if (Directory.Exists(DataFolder))
            Directory.Delete(DataFolder, recursive: true);
    }
}
