using ActiveActive.Scenarios.Records;

namespace ActiveActive.Scenarios;

/// <summary>The records of a run: publishes them batch by batch, and counts what the lab is to hold when all of it has arrived.</summary>
internal sealed class ScenarioRecords(
    ILab lab, RecordInput input, Lookout lookout, TimeSpan deadline, long heldBefore, CancellationToken cancellation)
{
    /// <summary>How many batches there are; they count from 1.</summary>
    public int Batches => input.Plan.Slices.Count;

    /// <summary>Records in all batches.</summary>
    public long Total => input.Plan.Total;

    /// <summary>Records that the lab will hold when all that it was given so far has arrived, those of earlier runs included.</summary>
    public long Expected { get; private set; } = heldBefore;

    /// <summary>When the last batch was acknowledged.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Records in a batch.</summary>
    public long Count(int batch) => input.Plan.Slices[batch - 1].Count;

    /// <summary>Records before a batch.</summary>
    public long Before(int batch) => input.Plan.Slices[batch - 1].From;

    /// <summary>Publishes a batch while the lab is looked at.</summary>
    /// <exception cref="MissedDeadlineException">Nothing moved for as long as a deadline.</exception>
    public async Task<PublishedBatch> PublishAsync(int batch)
    {
        Expected += Count(batch);
        var published = await PublishWhileItMovesAsync(batch);
        PublishedAt = lab.Time.GetUtcNow();
        return published;
    }

    /// <summary>Publishes the first records of a batch; <see cref="PublishAsync"/> goes on with the rest, and counts them all.</summary>
    /// <exception cref="MissedDeadlineException">Nothing moved for as long as a deadline.</exception>
    public Task<PublishedBatch> PublishFirstAsync(int batch, int first) => PublishWhileItMovesAsync(batch, first);

    /// <summary>Publishes a batch while nobody looks, however long it takes.</summary>
    public async Task<PublishedBatch> PublishUnwatchedAsync(int batch, CancellationToken abandon)
    {
        Expected += Count(batch);
        var published = await lab.PublishAsync(batch, input.ReadAsync(batch, abandon), abandon);
        PublishedAt = lab.Time.GetUtcNow();
        return published;
    }

    /// <summary>The ids of a batch's records, or of the first of them.</summary>
    public async Task<IReadOnlySet<string>> KeysOfAsync(int batch, int first = int.MaxValue)
    {
        var keys = new HashSet<string>();
        await foreach (var record in input.ReadAsync(batch, cancellation).Take(first))
            keys.Add(record.Id);
        return keys;
    }

    /// <summary>However long it is, a batch may be published as long as records move; only standing still is bounded.</summary>
    private async Task<PublishedBatch> PublishWhileItMovesAsync(int batch, int? first = null)
    {
        using var patience = new CancellationTokenSource(deadline, lab.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var records = input.ReadAsync(batch, either.Token);
        var work = lab.PublishAsync(batch, first is { } count ? records.Take(count) : records, either.Token);
        try
        {
            var before = "";
            // The beat is not cancelled: the work is, and ends the wait.
            while (await Task.WhenAny(work, Task.Delay(lookout.Beat, lab.Time, CancellationToken.None)) != work && !either.IsCancellationRequested)
            {
                var now = (await lookout.LookAsync(either.Token)).Fingerprint();
                if (now != before)
                    patience.CancelAfter(deadline);
                before = now;
            }

            return await work;
        }
        catch (Exception late) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The source may still be ending what it had begun.
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw new MissedDeadlineException($"publishing batch {batch}, with nothing moving,", deadline, late);
        }
    }
}
