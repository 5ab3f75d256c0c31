using System.Runtime.CompilerServices;
using ActiveActive.Contracts;

namespace ActiveActive.Scenarios.Records;

/// <summary>Where a run's records come from, so that a scenario need not know whether they are random or the user's own.</summary>
public sealed class RecordInput
{
    private readonly Func<BatchSlice, CancellationToken, IAsyncEnumerable<Record>> _read;

    private RecordInput(BatchPlan plan, Func<BatchSlice, CancellationToken, IAsyncEnumerable<Record>> read)
    {
        Plan = plan;
        _read = read;
    }

    /// <summary>The batches and their sizes.</summary>
    public BatchPlan Plan { get; }

    /// <summary>Random records that the seed determines.</summary>
    /// <exception cref="UnusableInputException">No batches, or empty ones.</exception>
    public static RecordInput Random(string runId, ulong seed, int batches, int batchSize) =>
        Random(runId, seed, BatchPlan.Even(batches, batchSize));

    /// <summary>Random records that the seed determines, in batches as planned.</summary>
    public static RecordInput Random(string runId, ulong seed, BatchPlan plan) => new(
        plan,
        (slice, _) => RandomRecords.Batch(runId, seed, slice.Batch, (int)slice.Count).ToAsyncEnumerable());

    /// <summary>The user's own records, after the whole file has been checked.</summary>
    /// <exception cref="UnusableInputException">The file cannot be used, or holds fewer records than batches.</exception>
    public static async Task<RecordInput> FromFileAsync(string path, int batches, CancellationToken cancellation = default)
    {
        var file = await RecordFile.ValidateAsync(path, cancellation);
        return new RecordInput(BatchPlan.Of(file, batches), (slice, stop) => ReadFileAsync(path, slice, stop));
    }

    /// <summary>The user's own records from the first on, as many as <paramref name="most"/>, in batches of one size.</summary>
    /// <exception cref="UnusableInputException">The file cannot be used.</exception>
    public static async Task<RecordInput> PacedFromFileAsync(string path, long most, int batchSize, CancellationToken cancellation = default)
    {
        var file = await RecordFile.ValidateAsync(path, cancellation);
        return new RecordInput(BatchPlan.Paced(Math.Min(most, file.Count), batchSize), (slice, stop) => ReadFileAsync(path, slice, stop));
    }

    /// <summary>Streams the records of a batch.</summary>
    public IAsyncEnumerable<Record> ReadAsync(int batch, CancellationToken cancellation = default) => _read(Plan.Slices[batch - 1], cancellation);

    private static async IAsyncEnumerable<Record> ReadFileAsync(string path, BatchSlice slice, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in RecordFile.ReadAsync(path, slice.From, slice.Count, cancellation))
            yield return line.InBatch(slice.Batch);
    }
}
