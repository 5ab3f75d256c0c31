using System.Globalization;
using ActiveActive.Aurora.Layout;
using Npgsql;

namespace ActiveActive.Aurora.Instances;

/// <summary>Calls of the control plane to one instance. Each is a connection of its own unless some are kept, and none outlasts the call timeout.</summary>
internal sealed class AuroraControl(AuroraInstanceOptions options, AuroraPasswords passwords, TimeProvider time)
{
    /// <summary>Runs one statement as the control plane.</summary>
    public Task ExecuteAsync(string database, string sql, CancellationToken cancellation) =>
        WithAsync(AdminConnectionString(database), sql, async (command, token) => await command.ExecuteNonQueryAsync(token), cancellation);

    /// <summary>Runs statements as the control plane, all or none.</summary>
    public Task ExecuteAllAsync(string database, IReadOnlyList<string> statements, CancellationToken cancellation) =>
        ExecuteAsync(database, $"BEGIN; {string.Join(";\n", statements)}; COMMIT", cancellation);

    /// <summary>Asks for one value as the control plane.</summary>
    public Task<T> AskAsync<T>(string database, string sql, CancellationToken cancellation) =>
        WithAsync(AdminConnectionString(database), sql, async (command, token) => (T)(await command.ExecuteScalarAsync(token))!, cancellation);

    /// <summary>Asks for one row as the control plane; null when there is none.</summary>
    public Task<T?> AskRowAsync<T>(string database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
        where T : class => WithAsync(
        AdminConnectionString(database),
        sql,
        async (command, token) =>
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token) ? read(reader) : null;
        },
        cancellation);

    /// <summary>A connection for reading more than a value.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellation)
    {
        async Task<NpgsqlConnection> RunAsync()
        {
            var connection = new NpgsqlConnection(AdminConnectionString(database));
            try
            {
                await connection.OpenAsync(cancellation);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        return await Bounded(RunAsync(), cancellation);
    }

    /// <summary>Logs in as a worker would.</summary>
    public Task ProbeAsWorkerAsync(string database, CancellationToken cancellation) => ExecuteAsWorkerAsync(database, "SELECT 1", cancellation);

    /// <summary>Runs one statement as a worker would.</summary>
    public Task ExecuteAsWorkerAsync(string database, string sql, CancellationToken cancellation)
    {
        var connection = WorkersConnection(database);
        Bound(connection);
        return WithAsync(connection.ConnectionString, sql, async (command, token) => await command.ExecuteNonQueryAsync(token), cancellation);
    }

    private async Task<T> WithAsync<T>(string connectionString, string sql, Func<NpgsqlCommand, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        async Task<T> OnceAsync(CancellationToken token)
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(token);
            await using var command = new NpgsqlCommand(sql, connection);
            return await work(command, token);
        }

        async Task<T> RunAsync(CancellationToken token)
        {
            try
            {
                return await OnceAsync(token);
            }
            catch (NpgsqlException broken) when (options.KeepsConnections && WasLost(broken))
            {
                // Kept from before the instance died or cut it: that says nothing of the instance as it is now.
                NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));
                return await OnceAsync(token);
            }
        }

        using var over = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        return await Bounded(RunAsync(either.Token), cancellation);
    }

    /// <summary>Closes what is kept.</summary>
    public void Release()
    {
        foreach (var database in options.Databases.Append(AuroraNames.AdminDatabase))
            NpgsqlConnection.ClearPool(new NpgsqlConnection(AdminConnectionString(database)));
    }

    private static bool WasLost(NpgsqlException failure) => failure is PostgresException server
        ? server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        : failure.InnerException is IOException;

    /// <summary>Lets go of a call at its deadline even if the driver does not.</summary>
    private async Task<T> Bounded<T>(Task<T> call, CancellationToken cancellation)
    {
        try
        {
            return await call.WaitAsync(options.CallTimeout, time, cancellation);
        }
        catch (Exception late) when (!cancellation.IsCancellationRequested && late is OperationCanceledException or TimeoutException or NpgsqlException { InnerException: TimeoutException })
        {
            // What the abandoned call ends with is of no interest, but must not surface as unobserved.
            _ = call.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{options.Name} did not answer within {options.CallTimeout.TotalSeconds:0.#} s"), late);
        }
    }

    /// <summary>The workers' way in, with nothing in it but that.</summary>
    public NpgsqlConnectionStringBuilder WorkersConnection(string database) => Connection(database, AuroraNames.WorkersRole, passwords.Workers);

    private string AdminConnectionString(string database)
    {
        var connection = Connection(database, AuroraNames.AdminRole, passwords.Admin);
        Bound(connection);
        return connection.ConnectionString;
    }

    private NpgsqlConnectionStringBuilder Connection(string database, string role, string password) => new()
    {
        Host = options.Address.ToString(),
        Port = options.Port,
        Database = database,
        Username = role,
        Password = password,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    /// <summary>
    /// For calls of the control plane: no pool where none was asked for, since after a kill a pooled connection is a broken one, and no
    /// polite cancellation, which would wait for a paused server.
    /// </summary>
    private void Bound(NpgsqlConnectionStringBuilder connection)
    {
        var seconds = (int)Math.Ceiling(options.CallTimeout.TotalSeconds);
        connection.Pooling = options.KeepsConnections;
        connection.MaxPoolSize = 8;
        // An instance that takes no new login must not look well for long.
        connection.ConnectionLifetime = 30;
        connection.NoResetOnClose = true;
        connection.Timeout = seconds;
        connection.CommandTimeout = seconds;
        connection.CancellationTimeout = -1;
        connection.ApplicationName = "lab";
    }
}
