using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Contracts;
using Npgsql;

namespace ActiveActive.Aurora.Replication;

/// <summary>
/// Two instances, one in each region, that replicate every database both ways. Each side publishes only the rows that it
/// accepted itself, so nothing goes round in circles. A slot on the sending side keeps what the other has not confirmed,
/// through stops, kills and pauses of either.
/// </summary>
public sealed class AuroraPair
{
    /// <summary>Two instances of the same pair in different regions.</summary>
    /// <exception cref="ArgumentException">They are not a pair.</exception>
    public AuroraPair(AuroraInstance one, AuroraInstance two)
    {
        if (one.Options.Pair != two.Options.Pair || one.Options.Region == two.Options.Region || !one.Options.Databases.SequenceEqual(two.Options.Databases))
            throw new ArgumentException($"{one.Name} and {two.Name} are not two regions of one pair with the same databases");
        Instances = [one, two];
    }

    /// <summary>The same pair, each instance as somebody else sees it.</summary>
    public AuroraPair Seen(Func<AuroraInstance, AuroraInstance> by) => new(by(Instances[0]), by(Instances[1]));

    /// <summary>Both, in the order given.</summary>
    public IReadOnlyList<AuroraInstance> Instances { get; }

    /// <summary>The pair's instance in a region.</summary>
    public AuroraInstance In(Region region) => Instances.Single(i => i.Options.Region == region);

    /// <summary>
    /// Links both ways, all databases. To be called when both are ready and before anyone writes: rows that are older than the
    /// link stay where they are. May be repeated; what is there already is left alone, so it also finishes a link that was
    /// interrupted. After a restart it is not needed: subscriptions and slots are kept by PostgreSQL.
    /// </summary>
    public async Task LinkAsync(CancellationToken cancellation)
    {
        // All slots first: making one waits for the transactions that run on its side, and subscribing is such a transaction.
        await ForEachDirectionAsync((database, from, to) => EnsureSlotAsync(database, from, to, cancellation));
        await ForEachDirectionAsync((database, from, to) => EnsureSubscriptionAsync(database, from, to, cancellation));
    }

    /// <summary>Where replication of every database into every region stands. An instance that does not answer makes a status with a problem, not an exception.</summary>
    public async Task<IReadOnlyList<ReplicationStatus>> StatusAsync(CancellationToken cancellation) =>
        await Task.WhenAll(Directions().Select(d => StatusReader.ReadAsync(d.Database, d.From, d.To, cancellation)));

    /// <summary>
    /// Waits until each side has confirmed everything that the other had written when this was called. Exact also where both
    /// accepted the same key. An instance that does not answer is waited for like one that is behind.
    /// </summary>
    /// <exception cref="TimeoutException">Not within <paramref name="deadline"/>; the message says which direction.</exception>
    public Task WaitUntilCaughtUpAsync(TimeSpan deadline, CancellationToken cancellation) =>
        Task.WhenAll(Instances.Select(from => WaitUntilConfirmedAsync(from.Options.Databases, from, Instances.Single(i => i != from), deadline, cancellation)));

    /// <summary>
    /// Waits until one side has confirmed everything that the other had written to a database when this was called, and both have equally
    /// many rows. To be called while neither takes writes.
    /// </summary>
    /// <exception cref="TimeoutException">Not within <paramref name="deadline"/>.</exception>
    internal async Task WaitUntilReceivedAsync(string database, AuroraInstance from, AuroraInstance to, TimeSpan deadline, CancellationToken cancellation)
    {
        await WaitUntilConfirmedAsync([database], from, to, deadline, cancellation);
        await from.ConfirmAsync(
            async () =>
            {
                var rows = await Task.WhenAll(Instances.Select(i =>
                    i.Control.AskAsync<long>(database, $"SELECT count(*) FROM public.{AuroraNames.Table}", cancellation)));
                return rows[0] == rows[1];
            },
            $"as many rows in {database} as {to.Name} has",
            deadline,
            cancellation);
    }

    private static async Task WaitUntilConfirmedAsync(
        IReadOnlyList<string> databases, AuroraInstance from, AuroraInstance to, TimeSpan deadline, CancellationToken cancellation)
    {
        string? written = null;
        var slots = string.Join(", ", databases.Select(database => AuroraLayout.Literal(AuroraNames.Slot(database, to.Options.Region))));
        await from.ConfirmAsync(
            async () =>
            {
                try
                {
                    written ??= await from.Control.AskAsync<string>(AuroraNames.AdminDatabase, "SELECT pg_current_wal_flush_lsn()::text", cancellation);
                    return await from.Control.AskAsync<long>(
                        AuroraNames.AdminDatabase,
                        $"SELECT count(*) FROM pg_replication_slots WHERE slot_name IN ({slots}) AND confirmed_flush_lsn >= '{written}'",
                        cancellation) == databases.Count;
                }
                catch (Exception silent) when (silent is NpgsqlException or TimeoutException)
                {
                    return false;
                }
            },
            $"all that it wrote confirmed by {to.Name}",
            deadline,
            cancellation);
    }

    private static async Task EnsureSlotAsync(string database, AuroraInstance from, AuroraInstance to, CancellationToken cancellation)
    {
        var slot = AuroraLayout.Literal(AuroraNames.Slot(database, to.Options.Region));
        try
        {
            await from.Control.ExecuteAsync(
                database,
                $"SELECT pg_create_logical_replication_slot({slot}, 'pgoutput') WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = {slot})",
                cancellation);
        }
        catch (PostgresException made) when (made.SqlState == PostgresErrorCodes.DuplicateObject)
        {
            // Somebody linked at the same moment: it is there, which is all that was wanted.
        }
    }

    private static async Task EnsureSubscriptionAsync(string database, AuroraInstance from, AuroraInstance to, CancellationToken cancellation)
    {
        var name = AuroraNames.Subscription(database, from.Options.Region);
        var way = from.ReplicationConnectionInfo(database);
        var present = await to.Control.AskRowAsync(
            database,
            $"SELECT subconninfo FROM pg_subscription WHERE subname = {AuroraLayout.Literal(name)}",
            reader => reader.GetString(0),
            cancellation);
        if (present == way)
            return;
        if (present is not null)
        {
            await to.Control.ExecuteAsync(database, $"ALTER SUBSCRIPTION {name} CONNECTION {AuroraLayout.Literal(way)}", cancellation);
            return;
        }

        try
        {
            await to.Control.ExecuteAsync(
                database,
                $"""
                CREATE SUBSCRIPTION {name} CONNECTION {AuroraLayout.Literal(way)} PUBLICATION {AuroraNames.Publication(from.Options.Region)}
                WITH (copy_data = false, create_slot = false, slot_name = {AuroraNames.Slot(database, to.Options.Region)})
                """,
                cancellation);
        }
        catch (PostgresException made) when (made.SqlState == PostgresErrorCodes.DuplicateObject)
        {
            // As with the slot.
        }
    }

    private Task ForEachDirectionAsync(Func<string, AuroraInstance, AuroraInstance, Task> work) =>
        Task.WhenAll(Directions().Select(d => work(d.Database, d.From, d.To)));

    private IEnumerable<(string Database, AuroraInstance From, AuroraInstance To)> Directions() =>
        from database in Instances[0].Options.Databases
        from to in Instances
        select (database, Instances.Single(i => i != to), to);
}
