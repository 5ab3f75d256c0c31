using System.Collections.Concurrent;
using ActiveActive.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace ActiveActive.Hosting.Clients;

/// <summary>
/// A stage's Aurora global database, reached through its writer endpoint. Connections are kept per resolved host, so that after
/// a switchover the next statement goes to the new writer.
/// </summary>
public sealed class AuroraRecordStore(
    string database, string component, IEndpointResolver resolver, AuroraOptions options) : IRecordStore, IAsyncDisposable
{
    private const string Insert = """
        INSERT INTO records (id, batch, body, stored_by)
        SELECT id, batch, body, $4 FROM unnest($1, $2, $3) AS r (id, batch, body)
        ON CONFLICT (id) DO NOTHING
        RETURNING id
        """;

    // Inserts nothing, and only a writer takes it.
    private const string EmptyWrite = "INSERT INTO records (id, batch, body, stored_by) SELECT '', 0, '', '' WHERE false";

    private readonly ConcurrentDictionary<string, NpgsqlDataSource> _sources = new();

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = records.Select(r => r.Id).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = records.Select(r => r.Batch).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = records.Select(r => r.Body).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = component, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await using var reader = await RunAsync(() => command.ExecuteReaderAsync(cancellation), connection);
        var fresh = new HashSet<string>();
        while (await reader.ReadAsync(cancellation))
            fresh.Add(reader.GetString(0));
        return fresh;
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(EmptyWrite, connection);
        await RunAsync(() => command.ExecuteNonQueryAsync(cancellation), connection);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
            await source.DisposeAsync();
    }

    /// <summary>
    /// A secondary refuses (25006): the writer has moved, and the endpoint's new answer is asked for when the old one's TTL is over. The
    /// session stays read-only for life, also should its host become the writer, so it and its like are not kept.
    /// </summary>
    private static async Task<T> RunAsync<T>(Func<Task<T>> statement, NpgsqlConnection connection)
    {
        try
        {
            return await statement();
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            NpgsqlConnection.ClearPool(connection);
            throw;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var host = await resolver.ResolveAsync(DnsNames.Writer(database), cancellation);
        return await _sources.GetOrAdd(host, Connect).OpenConnectionAsync(cancellation);
    }

    private NpgsqlDataSource Connect(string host)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = options.Port,
            Database = database,
            Username = options.User,
            Password = options.Password,
            ApplicationName = component,
            Timeout = 2,
            CommandTimeout = 5,
            // A paused host never answers a cancel request either: break the connection at once.
            CancellationTimeout = -1,
            MaxPoolSize = 16,
            NoResetOnClose = true,
            AutoPrepareMinUsages = 2,
            MaxAutoPrepare = 8,
        };
        return NpgsqlDataSource.Create(settings);
    }
}
