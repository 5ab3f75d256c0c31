using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using ActiveActive.Aurora.Layout;
using Npgsql;

namespace ActiveActive.Aurora.Instances;

/// <summary>
/// One PostgreSQL instance, wherever it runs, as its control plane sees it. Every call ends within <see cref="AuroraInstanceOptions.CallTimeout"/>, also when the instance
/// is paused; a call that got no answer throws <see cref="TimeoutException"/>, any other failure <see cref="NpgsqlException"/>.
/// </summary>
public sealed class AuroraInstance
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time;

    /// <summary>An instance as <paramref name="options"/> say.</summary>
    /// <exception cref="AuroraException">An option is wrong; the message names it.</exception>
    public AuroraInstance(AuroraInstanceOptions options, AuroraPasswords passwords, TimeProvider time)
    {
        if ((options.Validate() ?? passwords.Validate()) is { } problem)
            throw new AuroraException(problem);
        Options = options;
        Passwords = passwords;
        Control = new AuroraControl(Options, passwords, time);
        _time = time;
    }

    /// <summary>What it was told.</summary>
    public AuroraInstanceOptions Options { get; }

    /// <summary>As status names it: r1/aurora-ingress.</summary>
    public string Name => Options.Name;

    internal AuroraPasswords Passwords { get; }

    internal AuroraControl Control { get; }

    /// <summary>The same instance for somebody whose work is in vain when a call fails: on cores that start a whole lab a login alone may take seconds.</summary>
    public AuroraInstance WithPatience(TimeSpan timeout) => new(Options with { CallTimeout = timeout }, Passwords, _time);

    /// <summary>The same instance for somebody who looks at it all the time and has other patience.</summary>
    public AuroraInstance ForLooking(TimeSpan timeout) => new(Options with { CallTimeout = timeout, KeepsConnections = true }, Passwords, _time);

    /// <summary>Closes the connections that are kept; the next call opens new ones.</summary>
    public void Release() => Control.Release();

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

    /// <summary>
    /// The way in for the other region's subscriptions. PostgreSQL's receiver ignores connect_timeout, and an attempt into a cut network would
    /// hold it for two minutes, the cut long mended; tcp_user_timeout bounds the attempt as well, in the kernel.
    /// </summary>
    internal string ReplicationConnectionInfo(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $"host={Options.ReplicationAddress ?? Options.Address} port={Options.Port} dbname={database} user={AuroraNames.ReplicationRole} password={ConnectionInfoValue(Passwords.Replication)} "
        + $"connect_timeout=2 tcp_user_timeout=3000 keepalives=1 keepalives_idle=2 keepalives_interval=1 keepalives_count=3 sslmode=disable gssencmode=disable");

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
