namespace ActiveActive.Contracts;

/// <summary>Where a stage keeps its records. Storing is idempotent by record id: a record that is there already stays as it was.</summary>
public interface IRecordStore
{
    /// <summary>
    /// Stores a batch. When the call returns every record of it is durable; when it throws nothing is known and it may be repeated.
    /// </summary>
    /// <returns>The ids that were not there before, as far as the store can tell.</returns>
    Task<IReadOnlySet<string>> StoreAsync(IReadOnlyList<Record> records, CancellationToken cancellation);

    /// <summary>Asks the store something cheap that only a working writer answers.</summary>
    Task ProbeAsync(CancellationToken cancellation);
}
