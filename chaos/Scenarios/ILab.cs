using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// The lab as scenarios, the command line and the tests see it: publish, fail, recover, observe, collect. What it runs on
/// (processes, containers, a simulation) is the engine's business, and a scenario cannot tell.
/// </summary>
public interface ILab : IAsyncDisposable
{
    /// <summary>processes or docker.</summary>
    string Engine { get; }

    /// <summary>The lab's own history: faults and steps are written here.</summary>
    IHistory History { get; }

    /// <summary>The clock that everything in the lab goes by.</summary>
    TimeProvider Time { get; }

    /// <summary>What can fail here.</summary>
    FaultScope Scope { get; }

    /// <summary>Moves the global databases' writers; null where the engine has none to move.</summary>
    IWriters? Writers => null;

    /// <summary>Folder of the components' histories while they grow, a file for each; null where the engine keeps none on this disk.</summary>
    string? HistoryFolder => null;

    /// <summary>Starts every component and returns when all are healthy.</summary>
    Task StartAsync(IProgress<string> progress, CancellationToken cancellation);

    /// <summary>True when the lab was given a record of this id to publish, in this run or an earlier one.</summary>
    bool WasGiven(string id);

    /// <summary>Has the source publish a batch; returns when a queue has acknowledged every record of it.</summary>
    Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation);

    /// <summary>Injects a fault, confirms that it holds, and writes both to history.</summary>
    /// <returns>What proves that the fault holds, in words.</returns>
    /// <exception cref="FaultNotConfirmedException">It was injected and did not take effect; history says so too.</exception>
    Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation);

    /// <summary>Undoes faults, those that somebody made by hand included, and returns when their targets work again.</summary>
    /// <param name="targets">What to recover; null for everything that is failed.</param>
    /// <returns>What was recovered.</returns>
    Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation);

    /// <summary>Reads one replica's rows, in no order.</summary>
    IAsyncEnumerable<StoredRow> ReadRowsAsync(Replica replica, CancellationToken cancellation);

    /// <summary>Sets weights of the way in, 0 to 255 by region; a region that is not named keeps its own. They last until they are set again.</summary>
    /// <exception cref="LabEnvironmentException">The router does not answer; nothing was changed.</exception>
    Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation);

    /// <summary>Looks at every component, queue and store. What does not answer is reported as such, never left out.</summary>
    Task<LabStatus> ObserveAsync(CancellationToken cancellation);

    /// <summary>
    /// Reads what can be judged while records still move, in the order that makes it sound: deliveries and stores first, then what was
    /// given, and history last, since every effect has its intent before it. What does not answer is left out.
    /// </summary>
    Task<MovingEvidence> GatherAsync(CancellationToken cancellation);

    /// <summary>
    /// Writes all histories, the final contents of all stores and the logs into a run folder, and adds to its records those of earlier
    /// runs, which the stores hold too.
    /// </summary>
    /// <param name="since">When the run began: what was missing before that is not missing in its evidence.</param>
    /// <returns>What could not be collected, and why; empty when the evidence is complete.</returns>
    Task<IReadOnlyList<string>> CollectAsync(string folder, DateTimeOffset since, CancellationToken cancellation);
}

/// <summary>What the source said of a batch.</summary>
/// <param name="Retried">Sends that were repeated because they were refused or got no answer, as the verdict counts them.</param>
public sealed record PublishedBatch(int Batch, int Acknowledged, int Retried)
{
    /// <summary>Records acknowledged by each region's first queue, by its short name.</summary>
    public IReadOnlyDictionary<string, int> ByRegion { get; init; } = new Dictionary<string, int>();

    /// <summary>Records that a region's first queue acknowledged.</summary>
    public int In(Region region) => ByRegion.GetValueOrDefault(region.Name);
}

/// <summary>A fault that holds.</summary>
/// <param name="Evidence">What proves it, in words.</param>
/// <param name="Until">When it ends by itself, or null.</param>
public sealed record ActiveFault(string Id, string Target, string Kind, string By, DateTimeOffset From, DateTimeOffset? Until, string Evidence)
{
    /// <summary>The region that lost its writer by this fault; null where none did.</summary>
    public string? Lost { get; init; }

    /// <summary>By what it was done, past the lab and without telling it: docker, or a signal. Null where the lab did it.</summary>
    public string? Means { get; init; }
}

/// <summary>A fault did not take effect: what it would have shown is not shown.</summary>
public sealed class FaultNotConfirmedException(string fault, string found) : Exception($"{fault} did not take effect: {found}");

/// <summary>
/// The machine or the lab's surroundings stand in the way (no PostgreSQL, an address in use, no space). The message says what
/// to do; the command line ends with exit code 2.
/// </summary>
public sealed class LabEnvironmentException(string message, Exception? inner = null) : Exception(message, inner);
