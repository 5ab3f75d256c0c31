using Npgsql;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>
/// SELECT 1 on a connection of its own: what a worker would meet that has to connect now. A pooled connection would go on
/// working where new ones are refused.
/// </summary>
public sealed class PostgresProbe : IProbe
{
    private readonly string _connectionString;

    /// <summary>A check of the database that <paramref name="connectionString"/> names.</summary>
    public PostgresProbe(string connectionString, TimeSpan timeout)
    {
        // Npgsql counts in whole seconds; the exact limit is the caller's cancellation.
        var seconds = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Timeout = seconds,
            CommandTimeout = seconds,
            CancellationTimeout = -1,
            ApplicationName = "dns-router",
        }.ConnectionString;
    }

    /// <inheritdoc/>
    public async Task<ProbeResult> AskAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        return await command.ExecuteScalarAsync(cancellation) is 1
            ? new ProbeResult(true, "SELECT 1 answered")
            : new ProbeResult(false, "SELECT 1 answered something else");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
