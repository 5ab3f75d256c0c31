using ActiveActive.Contracts.History;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// Stands between requests and tables. Whether a fault holds an operation is decided under the store's gate at the moment of
/// execution, and the evidence is written there too: an operation that arrived before a fault is not carried out inside it, and
/// no event of one that was is written after it began.
/// </summary>
public sealed class TableFaults(ITableGate gate, IHistory history)
{
    /// <summary>Runs an operation, unless a fault holds one of its tables.</summary>
    /// <exception cref="TableFaultedException">A fault holds it; nothing was done.</exception>
    public async Task<T> Run<T>(DynamoStore store, IOperation<T> operation, CancellationToken aborted)
    {
        var name = operation.GetType().Name;
        while (true)
        {
            foreach (var table in operation.Tables)
                await gate.Enter(Table(table), name, aborted);
            try
            {
                return await store.Run(
                    operation,
                    () => ThrowIfHeld(operation.Tables.Any(t => gate.Holds(Table(t)))),
                    (result, error) => Witness(operation, name, result, error));
            }
            catch (HeldMeanwhileException)
            {
                // The fault began after the operation had entered: it enters again, and the fault treats it as it does all.
            }
        }
    }

    /// <summary>True while a fault holds the inflow of a table, or the table that it would flow into.</summary>
    public bool HoldsReplication(string table) =>
        gate.Holds("replication/*") || gate.Holds($"replication/{table}") || gate.Holds(Table(table));

    /// <summary>By how much a fault delays the inflow of a table.</summary>
    public TimeSpan Lag(string table) => TimeSpan.FromTicks(Math.Max(gate.Lag("replication/*").Ticks, gate.Lag($"replication/{table}").Ticks));

    /// <summary>Applies what was pulled; null when a fault holds the inflow or the table at that moment.</summary>
    public async Task<ApplyResult?> ApplyUnlessHeld(DynamoStore store, ApplyChanges changes)
    {
        try
        {
            return await store.Run(changes, () => ThrowIfHeld(HoldsReplication(changes.Table)), (result, _) => Witness(changes, result));
        }
        catch (HeldMeanwhileException)
        {
            return null;
        }
    }

    private void Witness<T>(IOperation<T> operation, string name, T? result, DynamoException? error)
    {
        if (operation is not IDataOperation<T> data || error is not (null or { Code: "ConditionalCheckFailedException" or "TransactionCanceledException" }))
            return;
        foreach (var (table, count) in data.Work(result))
            history.Write(new HistoryEvent(HistoryEvents.Served) { Operation = name, Store = table, Count = count });
    }

    private void Witness(ApplyChanges changes, ApplyResult? result)
    {
        if (result is not { Applied: > 0 })
            return;
        history.Write(new HistoryEvent(HistoryEvents.Replicated)
        {
            Store = changes.Table, Region = changes.Region, Count = result.Applied, Milliseconds = result.Lag.TotalMilliseconds,
        });
    }

    private static void ThrowIfHeld(bool held)
    {
        if (held)
            throw new HeldMeanwhileException();
    }

    private static string Table(string name) => $"table/{name}";

    private sealed class HeldMeanwhileException : Exception;
}
