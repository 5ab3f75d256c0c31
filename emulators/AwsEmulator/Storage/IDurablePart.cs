namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// A part of the emulator whose state lives in the journal: SQS is one, DynamoDB another. Register it as a singleton of this
/// type; before the first request its changes are replayed in order. A part holds no other part's gate while it holds its own.
/// </summary>
public interface IDurablePart
{
    /// <summary>The number of the part in the log, forever: see <see cref="PartIds"/>.</summary>
    byte Id { get; }

    /// <summary>
    /// Held while the part applies a change and commits it. The journal holds it while it takes a snapshot, which must therefore
    /// only copy references.
    /// </summary>
    Lock Gate { get; }

    /// <summary>Applies one change, or one piece of a snapshot, to the state. Called before the emulator serves.</summary>
    void Replay(ReadOnlySpan<byte> change);

    /// <summary>
    /// Takes hold of the state, with <see cref="Gate"/> held, and gives what writes it as changes that <see cref="Replay"/> builds
    /// it from again. That is called once, on another thread, while the part goes on: it writes the state of the moment of the
    /// call, or with it what changes behind the snapshot say again.
    /// </summary>
    Action<Action<ReadOnlySpan<byte>>> Snapshot();
}
