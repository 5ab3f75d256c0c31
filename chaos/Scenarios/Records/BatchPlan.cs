namespace ActiveActive.Scenarios.Records;

/// <summary>How many records each batch has, known before the first is published.</summary>
/// <param name="Slices">One for each batch, in order, without gaps.</param>
public sealed record BatchPlan(IReadOnlyList<BatchSlice> Slices)
{
    /// <summary>Records in all batches.</summary>
    public long Total => Slices.Sum(s => s.Count);

    /// <summary>Batches of one size.</summary>
    /// <exception cref="UnusableInputException">Fewer than one batch, or than one record a batch.</exception>
    public static BatchPlan Even(int batches, int batchSize)
    {
        CheckBatches(batches);
        CheckBatchSize(batchSize);
        return Split((long)batches * batchSize, batches);
    }

    /// <summary>All records of a file, as even as can be, earlier batches larger by one where it does not divide.</summary>
    /// <exception cref="UnusableInputException">Fewer records than batches.</exception>
    public static BatchPlan Of(RecordFileSummary file, int batches)
    {
        CheckBatches(batches);
        if (file.Count < batches)
            throw new UnusableInputException(
                $"{file.Path}: it holds {file.Count} {(file.Count == 1 ? "record" : "records")}, too few for {batches} batches; add records, or run with --batches {file.Count}");
        return Split(file.Count, batches);
    }

    /// <summary>So many records in batches of one size, the last one smaller where it does not divide: they are published at a pace.</summary>
    /// <exception cref="UnusableInputException">No records, or fewer than one a batch.</exception>
    public static BatchPlan Paced(long records, int batchSize)
    {
        CheckBatchSize(batchSize);
        if (records < 1)
            throw new UnusableInputException("a storm without records would show nothing; give at least 1");
        var batches = (records + batchSize - 1) / batchSize;
        return new BatchPlan([.. Enumerable.Range(0, checked((int)batches)).Select(i =>
            new BatchSlice(i + 1, (long)i * batchSize, Math.Min(batchSize, records - (long)i * batchSize)))]);
    }

    private static BatchPlan Split(long records, int batches)
    {
        var slices = new BatchSlice[batches];
        var from = 0L;
        for (var i = 0; i < batches; i++)
        {
            var count = records / batches + (i < records % batches ? 1 : 0);
            slices[i] = new BatchSlice(i + 1, from, count);
            from += count;
        }

        return new BatchPlan(slices);
    }

    private static void CheckBatchSize(int batchSize)
    {
        if (batchSize < 1)
            throw new UnusableInputException($"--batch-size {batchSize}: a batch needs at least 1 record");
    }

    private static void CheckBatches(int batches)
    {
        if (batches < 1)
            throw new UnusableInputException($"--batches {batches}: a run needs at least 1 batch");
    }
}
