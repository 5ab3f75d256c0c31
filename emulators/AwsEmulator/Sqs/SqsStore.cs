using System.Collections.Concurrent;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>
/// The queues with their journal. A message that was acknowledged survives a SIGKILL, a delete that was acknowledged does not
/// come undone, and no message is handed out whose send is not on disk.
/// </summary>
public sealed class SqsStore(string region, IJournal journal, TimeProvider time) : IDurablePart
{
    private const int SnapshotPieceBytes = 64 * 1024;
    private readonly SqsEngine _engine = new(region);
    private readonly ValueWriter _change = new();
    private readonly ConcurrentDictionary<string, Pulse> _pulses = new(StringComparer.Ordinal);
    private long _lastAwaited;

    /// <inheritdoc/>
    public byte Id => PartIds.Sqs;

    /// <inheritdoc/>
    public Lock Gate { get; } = new();

    /// <summary>The AWS name of the region.</summary>
    public string Region { get; } = region;

    /// <summary>Fires when receivers of a queue should look again. Take it for queues that are there: it is kept.</summary>
    public Pulse Changed(string queue) => _pulses.GetOrAdd(queue, _ => new Pulse());

    /// <summary>Executes an operation and completes when what was done is durable, as far as the operation asks for it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="admit">Called under the gate just before execution, where it can still be refused by throwing.</param>
    /// <param name="executed">Called under the gate just after it succeeded: what it writes as evidence is in order with faults.</param>
    /// <exception cref="SqsException">The operation's own error.</exception>
    /// <exception cref="JournalFailedException">The disk does not take it.</exception>
    /// <exception cref="IOException">It was done, but <paramref name="executed"/> could not write its evidence.</exception>
    public async Task<T> Run<T>(ISqsOperation<T> operation, Action? admit = null, Action<T>? executed = null)
    {
        journal.ThrowIfFailing();
        T? result = default;
        Exception? error = null;
        Task durable;
        SqsTurn turn;
        lock (Gate)
        {
            admit?.Invoke();
            turn = new SqsTurn(_engine, time.GetUtcNow(), journal.Durable);
            try
            {
                result = operation.Execute(turn);
                executed?.Invoke(result);
            }
            catch (Exception failed) when (failed is SqsException or IOException)
            {
                // Also when the evidence could not be written: what was changed goes to the journal all the same, or memory and
                // log would part. The caller gets an error and learns nothing of the outcome.
                error = failed;
            }

            durable = Settle(turn, waits: operation is not ReceiveMessages);
        }

        await durable;
        foreach (var queue in turn.Woken)
        {
            if (_pulses.TryGetValue(queue, out var pulse))
                pulse.Fire();
        }

        return error is null ? result! : throw error;
    }

    /// <summary>Reads the engine for a report: nobody acts on it, so it does not wait for the disk.</summary>
    public T Look<T>(Func<SqsEngine, T> look)
    {
        lock (Gate)
            return look(_engine);
    }

    /// <inheritdoc/>
    public void Replay(ReadOnlySpan<byte> change)
    {
        var reader = new ValueReader(change);
        while (!reader.AtEnd)
            _engine.Apply(SqsChangeCodec.Read(ref reader));
    }

    /// <inheritdoc/>
    public Action<Action<ReadOnlySpan<byte>>> Snapshot()
    {
        var changes = _engine.Snapshot();
        return write => Write(changes, write);
    }

    private static void Write(IEnumerable<SqsChange> changes, Action<ReadOnlySpan<byte>> write)
    {
        var piece = new ValueWriter();
        foreach (var change in changes)
        {
            SqsChangeCodec.Write(piece, change);
            if (piece.Written.Length < SnapshotPieceBytes)
                continue;
            write(piece.Written.Span);
            piece.Clear();
        }

        if (!piece.Written.IsEmpty)
            write(piece.Written.Span);
    }

    /// <summary>
    /// Hands the turn's changes to the journal. What changed nothing still waits for what others changed before it: a second
    /// delete of a message must not be acknowledged while the first could be undone.
    /// </summary>
    private Task Settle(SqsTurn turn, bool waits)
    {
        if (turn.Changes.Count == 0)
            return waits ? journal.WhenDurable(_lastAwaited) : Task.CompletedTask;
        _change.Clear();
        foreach (var change in turn.Changes)
            SqsChangeCodec.Write(_change, change);
        if (!turn.Awaited)
        {
            journal.Note(Id, _change.Written);
            return waits ? journal.WhenDurable(_lastAwaited) : Task.CompletedTask;
        }

        var durable = journal.Commit(Id, _change.Written);
        _lastAwaited = journal.Enqueued;
        foreach (var change in turn.Changes)
        {
            if (change is SqsChange.MessageAdded added)
                added.Message.Change = _lastAwaited;
        }

        return durable;
    }
}
