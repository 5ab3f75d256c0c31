using System.Collections.Concurrent;
using System.Globalization;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>Moves writers by hand: what somebody plans, not what fails. It stays until it is moved again.</summary>
internal sealed class WriterMoves(
    ControlPlane plane, ConcurrentDictionary<string, HeldFault> faults, SemaphoreSlim changing, IHistory history) : IWriters
{
    /// <inheritdoc/>
    public Task<MovedWriter> SwitchOverAsync(string database, CancellationToken cancellation) =>
        MoveAsync(database, "switched over", plane.SwitchOverAsync, cancellation);

    /// <inheritdoc/>
    public Task<MovedWriter> FailOverAsync(string database, CancellationToken cancellation) =>
        MoveAsync(database, "failed over with data loss allowed", plane.FailOverAsync, cancellation);

    private async Task<MovedWriter> MoveAsync(
        string database, string word, Func<string, CancellationToken, Task<WriterMove>> move, CancellationToken cancellation)
    {
        // Not while something is failed or recovered, or each would undo half of the other.
        await changing.WaitAsync(cancellation);
        try
        {
            if (faults.ContainsKey(Components.Writer(database)))
                throw new LabEnvironmentException($"{Components.Writer(database)} is away by a fault; './aa recover {Components.Writer(database)}' brings it back first");
            var moved = await move(database, cancellation);
            var open = plane.OpenOf(database);
            history.Write(new HistoryEvent(HistoryEvents.Step)
            {
                By = "hand",
                Store = database,
                Region = moved.To.Name,
                Milliseconds = moved.Took.TotalMilliseconds,
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"the writer of {database} was {word} from {moved.From} to {moved.To} within {moved.Took.TotalSeconds:0.0} s{(moved.OldIsFenced ? "" : "; the old writer did not answer and is fenced as soon as it does")}"),
            });
            return new MovedWriter(
                database, moved.From.Name, moved.To.Name, moved.OldIsFenced, moved.Took.TotalSeconds, moved.OldIsFenced ? open.Lacking?.Ids ?? [] : null);
        }
        catch (AuroraException refused)
        {
            throw new LabEnvironmentException(refused.Message, refused);
        }
        finally
        {
            changing.Release();
        }
    }
}
