using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// The engine with its journal: operations take turns at the engine and are answered when what they did or saw is on disk. So a
/// write that was acknowledged survives a SIGKILL, and a read never shows one that might not.
/// </summary>
public sealed class DynamoStore(string region, IJournal journal, TimeProvider time) : IDurablePart
{
    private const int SnapshotPieceBytes = 64 * 1024;
    private readonly DynamoEngine _engine = new(region);
    private readonly ValueWriter _change = new();

    /// <summary>
    /// The journal's number of the last change of a partition, by some bits of its hash: a read waits for its own partition's
    /// writes and not for everybody's. Two partitions in one slot wait for each other, which costs a little time and nothing else.
    /// </summary>
    private readonly long[] _lastChange = new long[4096];
    private long _lastOfAny;

    /// <inheritdoc/>
    public byte Id => PartIds.DynamoDb;

    /// <inheritdoc/>
    public Lock Gate { get; } = new();

    /// <summary>The AWS name of the region.</summary>
    public string Region { get; } = region;

    /// <summary>The time by its clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Fires when changes have reached the disk.</summary>
    public Pulse Changed { get; } = new();

    /// <summary>Fires when a table has more or fewer replicas than before.</summary>
    public Pulse ReplicasChanged { get; } = new();

    /// <summary>Executes an operation and completes when its outcome is durable.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="admit">Called under the gate just before execution, where it can still be refused by throwing.</param>
    /// <param name="executed">Called under the gate just after execution, with the result or the error: what it writes as evidence is in order with faults.</param>
    /// <exception cref="DynamoException">The operation's own error; durable like a result, because it tells of the state too.</exception>
    /// <exception cref="JournalFailedException">The disk does not take it.</exception>
    /// <exception cref="IOException">It was done, but <paramref name="executed"/> could not write its evidence.</exception>
    public async Task<T> Run<T>(IOperation<T> operation, Action? admit = null, Action<T?, DynamoException?>? executed = null)
    {
        operation.Prepare();
        journal.ThrowIfFailing();
        var (result, error, durable, changes) = Execute(operation, admit, executed);
        await durable;
        if (changes.Count > 0)
            Changed.Fire();
        // A replica that is only wanted is whose wish it is to see to.
        if (changes.Any(c => c is Change.ReplicaAdded { Active: true } or Change.ReplicaRemoved or Change.TableDeleted))
            ReplicasChanged.Fire();
        return error is null ? result! : throw error;
    }

    /// <summary>Reads the engine for a report: nobody acts on it, so it does not wait for the disk.</summary>
    public T Look<T>(Func<DynamoEngine, T> look)
    {
        lock (Gate)
            return look(_engine);
    }

    /// <inheritdoc/>
    public void Replay(ReadOnlySpan<byte> change)
    {
        var reader = new ValueReader(change);
        while (!reader.AtEnd)
            _engine.Apply(ChangeCodec.Read(ref reader));
    }

    /// <inheritdoc/>
    public Action<Action<ReadOnlySpan<byte>>> Snapshot()
    {
        // A row's change refers to its item, which never changes.
        Change[] changes = [.. _engine.Snapshot()];
        return write => Write(changes, write);
    }

    private static void Write(IEnumerable<Change> changes, Action<ReadOnlySpan<byte>> write)
    {
        var piece = new ValueWriter();
        foreach (var change in changes)
        {
            ChangeCodec.Write(piece, change);
            if (piece.Written.Length < SnapshotPieceBytes)
                continue;
            write(piece.Written.Span);
            piece.Clear();
        }

        if (!piece.Written.IsEmpty)
            write(piece.Written.Span);
    }

    private (T? Result, Exception? Error, Task Durable, IReadOnlyList<Change> Changes) Execute<T>(
        IOperation<T> operation, Action? admit, Action<T?, DynamoException?>? executed)
    {
        lock (Gate)
        {
            admit?.Invoke();
            var turn = new Turn(_engine, time.GetUtcNow());
            T? result = default;
            Exception? error = null;
            try
            {
                result = operation.Execute(turn);
            }
            catch (DynamoException refused)
            {
                if (turn.Changes.Count > 0)
                    throw new InvalidOperationException($"{operation.GetType().Name} failed after it had changed something", refused);
                refused.OfState = true;
                error = refused;
            }

            try
            {
                executed?.Invoke(result, (DynamoException?)error);
            }
            catch (IOException unwritten)
            {
                // What was changed goes to the journal all the same, or memory and log would part.
                error = unwritten;
            }

            return (result, error, Settle(turn), turn.Changes);
        }
    }

    /// <summary>Hands the turn's changes to the journal, or finds what its answer has to wait for.</summary>
    private Task Settle(Turn turn)
    {
        if (turn.Changes.Count == 0)
        {
            var last = turn.SawAll ? _lastOfAny : 0;
            foreach (var hash in turn.Seen)
                last = Math.Max(last, _lastChange[hash % (ulong)_lastChange.Length]);
            return journal.WhenDurable(last);
        }

        _change.Clear();
        foreach (var change in turn.Changes)
            ChangeCodec.Write(_change, change);
        var durable = journal.Commit(Id, _change.Written);
        _lastOfAny = journal.Enqueued;
        if (turn.SawAll)
            Array.Fill(_lastChange, _lastOfAny);
        foreach (var hash in turn.Seen)
            _lastChange[hash % (ulong)_lastChange.Length] = _lastOfAny;
        return durable;
    }
}
