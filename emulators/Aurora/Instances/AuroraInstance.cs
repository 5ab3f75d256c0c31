using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using ActiveActive.Aurora.Binaries;
using ActiveActive.Aurora.Layout;
using Npgsql;

namespace ActiveActive.Aurora.Instances;

/// <summary>
/// One PostgreSQL instance. It prepares the files, says what to start, and talks to the instance as its control plane. It
/// starts and ends no process. Every call ends within <see cref="AuroraInstanceOptions.CallTimeout"/>, also when the instance
/// is paused; a call that got no answer throws <see cref="TimeoutException"/>, any other failure <see cref="NpgsqlException"/>.
/// </summary>
public sealed class AuroraInstance
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly PostgresBinaries _binaries;
    private readonly PostgresAccount _account;
    private readonly TimeProvider _time;

    /// <summary>An instance as <paramref name="options"/> say.</summary>
    /// <exception cref="AuroraException">An option is wrong; the message names it.</exception>
    public AuroraInstance(AuroraInstanceOptions options, AuroraPasswords passwords, PostgresBinaries binaries, PostgresAccount account, TimeProvider time)
    {
        if ((options.Validate() ?? passwords.Validate()) is { } problem)
            throw new AuroraException(problem);
        Options = options with { DataFolder = Path.GetFullPath(options.DataFolder) };
        Passwords = passwords;
        Control = new AuroraControl(Options, passwords, time);
        _binaries = binaries;
        _account = account;
        _time = time;
    }

    /// <summary>What it was told.</summary>
    public AuroraInstanceOptions Options { get; }

    /// <summary>As status names it: r1/aurora-ingress.</summary>
    public string Name => Options.Name;

    internal AuroraPasswords Passwords { get; }

    internal AuroraControl Control { get; }

    /// <summary>
    /// Makes the data directory out of the template if there is none yet, and writes the settings. The passwords go in with the
    /// copy: an instance that is kept must be given the same again.
    /// </summary>
    public async Task PrepareAsync(AuroraTemplate template, CancellationToken cancellation)
    {
        var data = Options.DataFolder;
        var parent = Path.GetDirectoryName(data)!;
        Directory.CreateDirectory(parent);
        if (await _account.FirstUnreachableAsync(parent, cancellation) is { } blocked)
        {
            throw new AuroraException(
                $"PostgreSQL runs as user {_account.Name} here, who may not enter {blocked}, so {Name} cannot keep its data in {data}. "
                + $"Choose a data folder elsewhere (below /var/tmp, say), or allow it: chmod o+x {blocked}");
        }

        if (!Directory.Exists(data))
        {
            var copying = data + ".copying";
            if (Directory.Exists(copying))
                Directory.Delete(copying, recursive: true);
            // Not synced: what a power cut takes away here is a lab without a record yet. From its start on PostgreSQL syncs.
            await Command.RunAsync("cp", ["-a", "--reflink=auto", template.Folder, copying], account: null, input: "", cancellation);
            await SingleUser.RunAsync(_binaries, _account, copying, AuroraNames.AdminDatabase, AuroraLayout.Passwords(Passwords), cancellation);
            Directory.Move(copying, data);
        }

        await File.WriteAllTextAsync(Path.Combine(data, "postgresql.conf"), AuroraFiles.Settings(Options), cancellation);
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), AuroraFiles.Access(Options), cancellation);
    }

    /// <summary>What to start, now. Clears the way first: a lock file that a killed life left.</summary>
    /// <exception cref="AuroraException">It is running already.</exception>
    public AuroraStart Start()
    {
        if (AuroraLeftovers.RunningOn(Options.DataFolder) is { } pid)
            throw new AuroraException($"{Name} is running already, as process {pid} on {Options.DataFolder}; end it first: kill -INT {pid}");
        AuroraLeftovers.ClearStaleLock(Options.DataFolder);
        return new AuroraStart(
            _binaries.Postgres,
            ["-D", Options.DataFolder],
            AuroraEnvironment.Variables,
            Path.GetDirectoryName(Options.DataFolder)!,
            _account.Switch ? _account.Uid : null,
            _account.Switch ? _account.Gid : null);
    }

    /// <summary>Waits until the instance answers a query and is not recovering.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="deadline"/>; the message holds its last answer.</exception>
    public async Task WaitUntilReadyAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        var from = _time.GetTimestamp();
        while (true)
        {
            string reason;
            try
            {
                if (await Control.AskAsync<bool>(AuroraNames.AdminDatabase, "SELECT NOT pg_is_in_recovery()", cancellation))
                    return;
                reason = "it is recovering";
            }
            // Not listening yet, starting up, or paused: a wrong password is neither and will not get better.
            catch (Exception notYet) when (notYet is NpgsqlException { SqlState: not PostgresErrorCodes.InvalidPassword } or TimeoutException)
            {
                reason = notYet.Message;
            }

            if (_time.GetElapsedTime(from) > deadline)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{Name} was not ready within {deadline.TotalSeconds:0.#} s: {reason}"));
            await Task.Delay(PollInterval, _time, cancellation);
        }
    }

    /// <summary>The connection string of the workers' role for a database, with nothing in it but the way there.</summary>
    public string WorkersConnectionString(string database) => Control.WorkersConnection(database).ConnectionString;

    /// <summary>Streams all rows of a database as it is in this region, by key. Takes as long as there are rows, but never waits for one longer than the call timeout.</summary>
    public async IAsyncEnumerable<AuroraRow> ReadRowsAsync(string database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await Control.OpenAsync(database, cancellation);
        await using var command = new NpgsqlCommand(
            $"SELECT id, batch, body, stored_by, stored_at, written_in, applied_at FROM public.{AuroraNames.Table} ORDER BY id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new AuroraRow(
                reader.GetString(0),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetString(5),
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetFieldValue<DateTimeOffset>(6));
        }
    }

    /// <summary>Deletes the data directory of an instance that has ended, and the shared memory that a killed one left.</summary>
    /// <exception cref="AuroraException">It is running.</exception>
    public async Task DiscardAsync(CancellationToken cancellation)
    {
        if (AuroraLeftovers.RunningOn(Options.DataFolder) is { } pid)
            throw new AuroraException($"{Name} is still running, as process {pid}; its data was not deleted");
        await AuroraLeftovers.ReleaseSharedMemoryAsync(Options.DataFolder, cancellation);
        if (Directory.Exists(Options.DataFolder))
            Directory.Delete(Options.DataFolder, recursive: true);
    }

    /// <summary>The way in for the other region's subscriptions.</summary>
    internal string ReplicationConnectionInfo(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $"host={Options.Address} port={Options.Port} dbname={database} user={AuroraNames.ReplicationRole} password={ConnectionInfoValue(Passwords.Replication)} "
        + $"connect_timeout=2 keepalives=1 keepalives_idle=2 keepalives_interval=1 keepalives_count=3 sslmode=disable gssencmode=disable");

    /// <summary>Repeats a check until it holds, within a deadline.</summary>
    internal async Task ConfirmAsync(Func<Task<bool>> holds, string what, TimeSpan deadline, CancellationToken cancellation)
    {
        var from = _time.GetTimestamp();
        while (!await holds())
        {
            if (_time.GetElapsedTime(from) > deadline)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{Name}: {what} was not so within {deadline.TotalSeconds:0.#} s"));
            await Task.Delay(PollInterval, _time, cancellation);
        }
    }

    private static string ConnectionInfoValue(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
