namespace ActiveActive.Scenarios;

/// <summary>
/// Planned moves of the global databases' writers. They are no faults: a writer stays where it was moved to until it is moved again,
/// through restarts of the lab.
/// </summary>
public interface IWriters
{
    /// <summary>Moves the writer to the other region when the replica has all that it accepted; loses nothing.</summary>
    /// <exception cref="LabEnvironmentException">It cannot be had as things are; the message says why, and nothing moved.</exception>
    Task<MovedWriter> SwitchOverAsync(string database, CancellationToken cancellation);

    /// <summary>Moves the writer to the other region at once. What the old one had not replicated is lacking there until it has; status tells what.</summary>
    /// <exception cref="LabEnvironmentException">The other region's instance does not answer; nothing moved.</exception>
    Task<MovedWriter> FailOverAsync(string database, CancellationToken cancellation);
}

/// <summary>A writer that has moved.</summary>
/// <param name="OldIsFenced">False when the old writer did not answer: it is fenced as soon as it does.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="RowsLacking">Ids of rows that the promoted side lacks until replication brings them; null when that is not known before the old writer answers.</param>
public sealed record MovedWriter(
    string Database, string From, string To, bool OldIsFenced, double Seconds, IReadOnlyList<string>? RowsLacking);
