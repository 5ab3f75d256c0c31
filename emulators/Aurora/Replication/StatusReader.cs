using System.Globalization;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using Npgsql;

namespace ActiveActive.Aurora.Replication;

/// <summary>Asks both sides of one direction. The receiver first: what is written meanwhile then counts as behind, never as caught up.</summary>
internal static class StatusReader
{
    public static async Task<ReplicationStatus> ReadAsync(string database, AuroraInstance from, AuroraInstance to, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var origin = AuroraLayout.Literal(from.Options.Region.Name);
        var received = await TryAsync(to, problems, () => to.Control.AskRowAsync(
            database,
            $"""
            SELECT s.subenabled, r.rows, extract(epoch FROM r.newest)::float8, r.lag
            FROM pg_subscription s,
                 (SELECT count(*) AS rows, max(stored_at) AS newest, max(extract(epoch FROM applied_at - stored_at))::float8 AS lag
                  FROM public.{AuroraNames.Table} WHERE written_in = {origin}) r
            WHERE s.subname = {AuroraLayout.Literal(AuroraNames.Subscription(database, from.Options.Region))}
            """,
            reader => new Received(
                reader.GetBoolean(0),
                reader.GetInt64(1),
                reader.IsDBNull(2) ? 0 : reader.GetDouble(2),
                reader.IsDBNull(3) ? null : TimeSpan.FromSeconds(reader.GetDouble(3))),
            cancellation));
        var newest = (received?.Newest ?? 0).ToString("R", CultureInfo.InvariantCulture);
        var sent = await TryAsync(from, problems, () => from.Control.AskRowAsync(
            database,
            $"""
            SELECT s.active, r.rows, pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::int8, r.lag
            FROM pg_replication_slots s,
                 (SELECT count(*) AS rows, extract(epoch FROM clock_timestamp()
                         - min(stored_at) FILTER (WHERE extract(epoch FROM stored_at)::float8 > {newest}))::float8 AS lag
                  FROM public.{AuroraNames.Table} WHERE written_in = {origin}) r
            WHERE s.slot_name = {AuroraLayout.Literal(AuroraNames.Slot(database, to.Options.Region))}
            """,
            reader => new Sent(
                reader.GetBoolean(0),
                reader.GetInt64(1),
                Math.Max(0, reader.GetInt64(2)),
                reader.IsDBNull(3) ? TimeSpan.Zero : TimeSpan.FromSeconds(reader.GetDouble(3))),
            cancellation));
        return new ReplicationStatus(
            database,
            to.Options.Region,
            received?.Enabled,
            sent?.Active,
            sent is not null && received is not null ? sent.Rows - received.Rows : null,
            sent?.Bytes,
            received is null ? null : sent?.Lag,
            received?.LargestLag,
            problems.Count == 0 ? null : string.Join("; ", problems));
    }

    private static async Task<T?> TryAsync<T>(AuroraInstance instance, List<string> problems, Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            var answer = await ask();
            if (answer is null)
                problems.Add($"{instance.Name} is not linked");
            return answer;
        }
        catch (Exception silent) when (silent is NpgsqlException or TimeoutException)
        {
            problems.Add($"{instance.Name}: {silent.Message}");
            return null;
        }
    }

    private sealed record Received(bool Enabled, long Rows, double Newest, TimeSpan? LargestLag);

    private sealed record Sent(bool Active, long Rows, long Bytes, TimeSpan Lag);
}
