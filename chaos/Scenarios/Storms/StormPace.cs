using System.Globalization;
using ActiveActive.Faults.Storm;

namespace ActiveActive.Scenarios.Storms;

/// <summary>
/// Publishes the batches, each when its time has come. A batch that is late because the source is blocked does not put off those after
/// it: they follow at once until the pace is caught up with.
/// </summary>
internal sealed class StormPace(ScenarioContext context, StormOptions options)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);

    private long _acknowledged;
    private long _retried;
    private int _batches;
    private TimeSpan _latest;

    /// <summary>True when the records run out before the time does.</summary>
    public bool EndsEarly => context.Records < options.Records;

    /// <summary>Publishes all batches; a stop ends it after the batch that is under way.</summary>
    public async Task PublishAsync(CancellationToken stop, CancellationToken abandon)
    {
        var time = context.Lab.Time;
        var began = time.GetTimestamp();
        for (var batch = 1; batch <= context.Batches; batch++)
        {
            var due = TimeSpan.FromSeconds(context.Before(batch) / options.RecordsPerSecond);
            // What was due before the stop is published all the same.
            if (!await time.UntilAsync(began, due, stop) && time.GetElapsedTime(began) < due)
                return;
            var published = await context.PublishOneOfManyAsync(batch, abandon);
            _batches++;
            _acknowledged += published.Acknowledged;
            _retried += published.Retried;
            if (time.GetElapsedTime(began) - due is var late && late > _latest)
                _latest = late;
        }
    }

    /// <summary>Waits until what was late is published, now that nothing is failed any more. Only standing still is bounded.</summary>
    /// <exception cref="MissedDeadlineException">Not one batch was published within the deadline.</exception>
    public async Task CatchUpAsync(Task publishing)
    {
        while (!publishing.IsCompleted)
        {
            var before = _batches;
            await context.Lookout.WithinAsync($"publishing batch {before + 1}", context.Request.Deadline, async token =>
            {
                // The beat is not cancelled: who waits for one of two would go on, on another thread.
                while (!publishing.IsCompleted && _batches == before)
                {
                    token.ThrowIfCancellationRequested();
                    await Task.WhenAny(publishing, Task.Delay(Beat, context.Lab.Time, CancellationToken.None)).Unwrap();
                }

                return true;
            });
        }

        await publishing;
    }

    /// <summary>What was published, in words.</summary>
    public string Told() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_acknowledged} records in {_batches} of {context.Batches} batches, {_retried} sends repeated, the latest batch {_latest.TotalSeconds:0.0} s behind its time");
}
