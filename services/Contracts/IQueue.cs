namespace ActiveActive.Contracts;

/// <summary>
/// One SQS queue at one address. Calls throw when the queue did not answer or refused (the caller decides whether that is
/// "theirs" or "unknown"); an entry that the queue turned down inside an answered batch is in the result instead.
/// </summary>
public interface IQueue
{
    /// <summary>The queue's name.</summary>
    string Name { get; }

    /// <summary>Long-polls for up to <paramref name="max"/> (1 to 10) messages.</summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation);

    /// <summary>
    /// Sends records, splitting by SQS's batch limits. The result has one entry per record, in order. Throws when the first request
    /// fails; when a later one does, its records and those after it are <see cref="EntryResult.Unknown"/>, and what the earlier
    /// requests achieved is not forgotten.
    /// </summary>
    Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation);

    /// <summary>Deletes by receipt handle, at most 10. The result has one entry per handle, in order.</summary>
    Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation);

    /// <summary>Keeps messages invisible for <paramref name="visibility"/> from now, at most 10.</summary>
    Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation);

    /// <summary>Asks for the queue's attributes: the cheapest question that proves that it answers.</summary>
    Task ProbeAsync(CancellationToken cancellation);
}

/// <summary>A message as received. <see cref="Record"/> is null when the message is not a record.</summary>
/// <param name="Receives">ApproximateReceiveCount, 1 the first time.</param>
/// <param name="NotARecord">Why it is not a record, or null.</param>
public sealed record ReceivedMessage(string MessageId, string ReceiptHandle, int Receives, Record? Record, string? NotARecord);

/// <summary>What a queue said of one entry of a batch. <see cref="Error"/> is null when it was accepted.</summary>
/// <param name="Error">Why not, or null.</param>
/// <param name="Unknown">True when the queue did not say: the entry may have been accepted all the same.</param>
public readonly record struct EntryResult(string? Error, bool Unknown = false)
{
    /// <summary>True when the queue accepted the entry.</summary>
    public bool Accepted => Error is null;
}
