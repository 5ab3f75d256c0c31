using ActiveActive.Contracts.History;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>
/// Stands between requests and queues. Whether a fault holds an action is decided under the store's gate at the moment of
/// execution, and the evidence is written there too: an action that arrived before a fault is not carried out inside it, and no
/// event of one that was is written after it began.
/// </summary>
public sealed class SqsFaults(ISqsGate gate, IHistory history)
{
    /// <summary>Runs an action, unless a fault holds its queue or its caller is gone.</summary>
    /// <param name="store">The queues.</param>
    /// <param name="name">The action's name.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="count">How many messages a result stands for; 0 leaves no evidence.</param>
    /// <param name="aborted">Ends when the caller goes away: a message handed to nobody would wait for its visibility timeout.</param>
    /// <exception cref="QueueFaultedException">A fault holds it; nothing was done.</exception>
    public async Task<T> Run<T>(SqsStore store, string name, ISqsOperation<T> operation, Func<T, int>? count, CancellationToken aborted)
    {
        var resource = operation.Queue is { } queue ? $"queue/{queue}" : null;
        while (true)
        {
            if (resource is not null)
                await gate.Enter(resource, name, aborted);
            try
            {
                return await store.Run(operation, Admit, result => Witness(operation.Queue, name, count?.Invoke(result) ?? 0));
            }
            catch (HeldMeanwhileException)
            {
                // The fault began after the action had entered: it enters again, and the fault treats it as it does all.
            }
        }

        void Admit()
        {
            aborted.ThrowIfCancellationRequested();
            if (resource is not null && gate.Holds(resource))
                throw new HeldMeanwhileException();
        }
    }

    private void Witness(string? queue, string name, int count)
    {
        if (count > 0)
            history.Write(new HistoryEvent(HistoryEvents.Served) { Operation = name, Queue = queue, Count = count });
    }

    private sealed class HeldMeanwhileException : Exception;
}
