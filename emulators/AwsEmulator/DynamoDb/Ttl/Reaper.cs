using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Engine.DynamoDb.Ttl;

namespace ActiveActive.AwsEmulator.DynamoDb.Ttl;

/// <summary>
/// Deletes items whose time is over, in every table that has TTL on. A round takes short turns, so that no request waits long, and
/// a bounded number of them; what is over and left is gone on with in the next. Items whose time is to come cost nothing.
/// </summary>
public sealed partial class Reaper(DynamoStore store, ITableGate gate, TimeProvider time, ILogger<Reaper> logger) : BackgroundService
{
    /// <summary>AWS takes up to a few days; here a test should not have to wait.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Turns of one table and round: with 1,000 items each at most 200,000 items a second are deleted.</summary>
    private const int TurnsPerRound = 200;

    /// <summary>One round through all tables.</summary>
    public async Task Round(CancellationToken cancellation)
    {
        var tables = store.Look(engine => engine.Tables.Values.Where(t => t.Settings.TtlAttribute is not null).Select(t => t.Definition.Name).ToList());
        foreach (var table in tables)
        {
            try
            {
                await Expire(table, cancellation);
            }
            catch (TableFaultedException)
            {
                // A fault holds the table: nothing of it expires either.
            }
        }
    }

    private async Task Expire(string table, CancellationToken cancellation)
    {
        var deleted = 0;
        for (var turn = 0; turn < TurnsPerRound; turn++)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = await store.Run(new ExpireItems { Table = table }, admit: () => Admit(table));
            deleted += result.Deleted;
            if (!result.More)
                break;
        }

        if (deleted > 0)
            Expired(logger, table, deleted);
    }

    /// <summary>Under the store's gate, as for everybody's writes.</summary>
    private void Admit(string table)
    {
        if (gate.Holds($"table/{table}"))
            throw new TableFaultedException($"table {table} is held by a fault");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Between, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Round(stoppingToken);
            }
            catch (JournalFailedException)
            {
                // The disk takes no writes now; what is over stays over, and the next round finds it.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Deleted} items of table {Table} expired")]
    private static partial void Expired(ILogger logger, string table, int deleted);
}
