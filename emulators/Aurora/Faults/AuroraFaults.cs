using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using Npgsql;

namespace ActiveActive.Aurora.Faults;

/// <summary>
/// Faults inside a running instance. Each call returns when its effect was seen, may be repeated, and throws
/// <see cref="TimeoutException"/> or <see cref="NpgsqlException"/> when the instance does not answer: then nothing is known, and
/// repeating it is harmless. The faults are written in the instance's own catalogs, so they outlast its restart.
/// </summary>
public sealed class AuroraFaults(AuroraInstance instance)
{
    /// <summary>How long an effect may take to show.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>
    /// One database refuses everybody, replication in and out included, and cuts whoever is in. Confirmed: no session is left and
    /// a worker's login is refused.
    /// </summary>
    public async Task RefuseAsync(string database, CancellationToken cancellation)
    {
        await instance.Control.ExecuteAsync(AuroraNames.AdminDatabase, $"ALTER DATABASE {AuroraLayout.Identifier(database)} ALLOW_CONNECTIONS false", cancellation);
        // Repeated, because a session that was just let in may not have been listed yet.
        await instance.ConfirmAsync(() => CutSessionsAsync(database, cancellation), $"no session in {database}", Deadline, cancellation);
        await instance.ConfirmAsync(() => IsRefusedAsync(database, cancellation), $"login to {database} refused", Deadline, cancellation);
    }

    /// <summary>Undoes <see cref="RefuseAsync"/>. Confirmed: a worker's login and query succeed.</summary>
    public async Task AllowAsync(string database, CancellationToken cancellation)
    {
        await instance.Control.ExecuteAsync(AuroraNames.AdminDatabase, $"ALTER DATABASE {AuroraLayout.Identifier(database)} ALLOW_CONNECTIONS true", cancellation);
        await instance.ConfirmAsync(async () => !await IsRefusedAsync(database, cancellation), $"login to {database} allowed", Deadline, cancellation);
        // Enabling again wakes the launcher of subscriptions, which may sleep for minutes if its last try was long ago.
        if (await SubscriptionEnabledAsync(database, cancellation) == true)
            await instance.Control.ExecuteAsync(database, $"ALTER SUBSCRIPTION {SubscriptionOf(database)} ENABLE", cancellation);
    }

    /// <summary>Tries a worker's login: true when this very database refuses it. Any other failure is thrown.</summary>
    public async Task<bool> IsRefusedAsync(string database, CancellationToken cancellation)
    {
        try
        {
            await instance.Control.ProbeAsWorkerAsync(database, cancellation);
            return false;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return true;
        }
    }

    /// <summary>Replication of a database into this region pauses; the other region's slot keeps the rows. Confirmed: nothing applies any more.</summary>
    public async Task PauseReplicationAsync(string database, CancellationToken cancellation)
    {
        await SetEnabledAsync(database, enabled: false, cancellation);
        await instance.ConfirmAsync(
            () => instance.Control.AskAsync<bool>(
                AuroraNames.AdminDatabase, $"SELECT NOT EXISTS (SELECT FROM pg_stat_subscription WHERE subname = {Name(database)} AND pid IS NOT NULL)", cancellation),
            $"replication into {database} stopped",
            Deadline,
            cancellation);
    }

    /// <summary>Undoes <see cref="PauseReplicationAsync"/>. Confirmed: it is enabled; rows flow as soon as the other region answers.</summary>
    public async Task ResumeReplicationAsync(string database, CancellationToken cancellation)
    {
        await SetEnabledAsync(database, enabled: true, cancellation);
        await instance.ConfirmAsync(
            async () => !await IsReplicationPausedAsync(database, cancellation), $"replication into {database} enabled", Deadline, cancellation);
    }

    /// <summary>True while replication of a database into this region is paused.</summary>
    /// <exception cref="AuroraException">The pair is not linked.</exception>
    public async Task<bool> IsReplicationPausedAsync(string database, CancellationToken cancellation) =>
        !(await SubscriptionEnabledAsync(database, cancellation)
            ?? throw new AuroraException($"{instance.Name} does not subscribe to {database}; link the pair first"));

    private async Task<bool?> SubscriptionEnabledAsync(string database, CancellationToken cancellation) =>
        await instance.Control.AskRowAsync(
            AuroraNames.AdminDatabase, $"SELECT subenabled FROM pg_subscription WHERE subname = {Name(database)}", reader => (object)reader.GetBoolean(0), cancellation) as bool?;

    private async Task SetEnabledAsync(string database, bool enabled, CancellationToken cancellation)
    {
        if (await IsReplicationPausedAsync(database, cancellation) != enabled)
            return;
        try
        {
            await instance.Control.ExecuteAsync(database, $"ALTER SUBSCRIPTION {SubscriptionOf(database)} {(enabled ? "ENABLE" : "DISABLE")}", cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            // ALTER SUBSCRIPTION works only from inside its database, which refuses just now. The catalog is the whole cluster's.
            await instance.Control.ExecuteAsync(
                AuroraNames.AdminDatabase, $"UPDATE pg_subscription SET subenabled = {(enabled ? "true" : "false")} WHERE subname = {Name(database)}", cancellation);
        }
    }

    private Task<bool> CutSessionsAsync(string database, CancellationToken cancellation) => instance.Control.AskAsync<bool>(
        AuroraNames.AdminDatabase,
        $"SELECT count(pg_terminate_backend(pid)) = 0 FROM pg_stat_activity WHERE datname = {AuroraLayout.Literal(database)}",
        cancellation);

    private string Name(string database) => AuroraLayout.Literal(SubscriptionOf(database));

    private string SubscriptionOf(string database) => AuroraNames.Subscription(database, instance.Options.Region.Peer);
}
