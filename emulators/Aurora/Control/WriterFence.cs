using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using Npgsql;

namespace ActiveActive.Aurora.Control;

/// <summary>
/// Makes one database of an instance a secondary's, which refuses workers' writes as Aurora does, with SQLSTATE 25006, and takes them
/// back to a writer's. Two locks, both in the instance's catalogs, so that a fence outlasts a kill: every session begins read-only, and
/// the right to insert is gone, which a session that is in already feels at its next statement. Replication applies as another role and
/// feels neither. Each call may be repeated; one that got no answer may have been done.
/// </summary>
public sealed class WriterFence(AuroraInstance instance)
{
    /// <summary>How long an effect may take to show.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Inserts no row, and is refused wherever one would be.</summary>
    private const string EmptyWrite = $"INSERT INTO public.{AuroraNames.Table} (id, batch, body, stored_by) SELECT '', 0, '', '' WHERE false";

    /// <summary>
    /// Refuses workers' writes from now on, and cuts the sessions that could still be in the middle of one. Confirmed: no session from
    /// before is left, so nothing that was begun can still commit, and a worker's write is refused.
    /// </summary>
    /// <returns>False when the database refuses everybody just now: sessions will begin read-only, the rest has to be done when it allows some.</returns>
    public async Task<bool> FenceAsync(string database, CancellationToken cancellation)
    {
        // From the admin database, since the catalog is the whole cluster's and this database may refuse.
        await SetReadOnlyAsync(database, readOnly: true, cancellation);
        try
        {
            await instance.Control.ExecuteAsync(database, $"REVOKE INSERT ON public.{AuroraNames.Table} FROM {AuroraNames.WorkersRole}", cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return false;
        }

        await CutOlderSessionsAsync(database, cancellation);
        await instance.ConfirmAsync(async () => !await TakesWritesAsync(database, cancellation), $"writes to {database} refused", Deadline, cancellation);
        return true;
    }

    /// <summary>
    /// Takes workers' writes. Sessions that began under the fence would stay read-only as long as they live, so they are cut. Confirmed: a
    /// worker's write is taken. One that takes them already is left alone.
    /// </summary>
    public async Task UnfenceAsync(string database, CancellationToken cancellation)
    {
        if (!await IsFencedAsync(database, cancellation) && await TakesWritesAsync(database, cancellation))
            return;
        await SetReadOnlyAsync(database, readOnly: false, cancellation);
        await instance.Control.ExecuteAsync(database, AuroraLayout.GrantInsert, cancellation);
        await CutOlderSessionsAsync(database, cancellation);
        await instance.ConfirmAsync(() => TakesWritesAsync(database, cancellation), $"writes to {database} taken", Deadline, cancellation);
    }

    /// <summary>Whether the instance's catalog says that the database is a secondary's.</summary>
    public Task<bool> IsFencedAsync(string database, CancellationToken cancellation) => instance.Control.AskAsync<bool>(
        AuroraNames.AdminDatabase, $"SELECT {AuroraLayout.Literal(database)} IN ({FencedDatabases})", cancellation);

    /// <summary>All databases of the instance that are a secondary's, by one question.</summary>
    public async Task<IReadOnlyList<string>> FencedAsync(CancellationToken cancellation) => await instance.Control.AskAsync<string[]>(
        AuroraNames.AdminDatabase, $"SELECT array({FencedDatabases})", cancellation);

    /// <summary>Tries a worker's write: true when it is taken, false when the database refuses it or refuses everybody. Any other failure is thrown.</summary>
    public async Task<bool> TakesWritesAsync(string database, CancellationToken cancellation)
    {
        try
        {
            await instance.Control.ExecuteAsWorkerAsync(database, EmptyWrite, cancellation);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState
            is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return false;
        }
    }

    private const string FencedDatabases = $"""
        SELECT d.datname::text FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase JOIN pg_roles r ON r.oid = s.setrole
        WHERE r.rolname = '{AuroraNames.WorkersRole}' AND 'default_transaction_read_only=on' = ANY (s.setconfig)
        """;

    private Task SetReadOnlyAsync(string database, bool readOnly, CancellationToken cancellation) => instance.Control.ExecuteAsync(
        AuroraNames.AdminDatabase,
        $"ALTER ROLE {AuroraNames.WorkersRole} IN DATABASE {AuroraLayout.Identifier(database)} {(readOnly ? "SET default_transaction_read_only = on" : "RESET default_transaction_read_only")}",
        cancellation);

    private async Task CutOlderSessionsAsync(string database, CancellationToken cancellation)
    {
        var now = await instance.Control.AskAsync<string>(AuroraNames.AdminDatabase, "SELECT clock_timestamp()::text", cancellation);
        await instance.ConfirmAsync(
            () => instance.Control.AskAsync<bool>(
                AuroraNames.AdminDatabase,
                $"""
                SELECT count(pg_terminate_backend(pid)) = 0 FROM pg_stat_activity
                WHERE datname = {AuroraLayout.Literal(database)} AND usename = '{AuroraNames.WorkersRole}' AND backend_start <= '{now}'
                """,
                cancellation),
            $"no worker's session in {database} from before",
            Deadline,
            cancellation);
    }
}
