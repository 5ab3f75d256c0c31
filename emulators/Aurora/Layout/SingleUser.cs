using ActiveActive.Aurora.Binaries;

namespace ActiveActive.Aurora.Layout;

/// <summary>
/// Runs SQL on a data directory whose server is down: no socket is open meanwhile, so there is no moment at which anyone could
/// log in without a password.
/// </summary>
internal static class SingleUser
{
    /// <summary>Runs the statements; the first that fails ends it.</summary>
    public static Task RunAsync(
        PostgresBinaries binaries, PostgresAccount account, string folder, string database, string sql, CancellationToken cancellation) =>
        Command.RunAsync(
            binaries.Postgres,
            // -j: a statement ends with an empty line, so function bodies may hold semicolons. Synced by the caller, if at all.
            ["--single", "-j", "-D", folder, "-c", "exit_on_error=on", "-c", "fsync=off", "-c", "wal_level=logical", "-c", "log_checkpoints=off", database],
            account,
            sql,
            cancellation);
}
