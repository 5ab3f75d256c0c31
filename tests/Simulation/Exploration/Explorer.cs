using System.Collections.Concurrent;

namespace ActiveActive.Simulation.Exploration;

/// <summary>Plays many runs side by side, one thread for each core, and stops at the first that does not pass.</summary>
public static class Explorer
{
    /// <summary>Plays the runs that <paramref name="specOf"/> makes of 0, 1, 2 …</summary>
    /// <param name="played">Told of every run, by several threads.</param>
    /// <param name="stop">No further run is begun; those that have begun are played to their end.</param>
    /// <returns>How many were played, from the first without a gap, how many of them passed, and the first by number of those that did not.</returns>
    public static Explored Explore(long count, Func<long, RunSpec> specOf, Action<RunOutcome>? played = null, int? threads = null, CancellationToken stop = default)
    {
        var next = -1L;
        var (done, passed) = (0L, 0L);
        var failed = new ConcurrentDictionary<long, RunOutcome>();
        var workers = Enumerable.Range(0, threads ?? Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return new Explored(done, passed, failed.IsEmpty ? null : failed.MinBy(f => f.Key).Value);

        void Work()
        {
            while (failed.IsEmpty && !stop.IsCancellationRequested && Interlocked.Increment(ref next) is var number && number < count)
            {
                var outcome = SimRun.Of(specOf(number));
                Interlocked.Increment(ref done);
                played?.Invoke(outcome);
                if (outcome.Passed)
                    Interlocked.Increment(ref passed);
                else
                    failed[number] = outcome;
            }
        }
    }
}

/// <summary>What exploring came to.</summary>
/// <param name="Played">Runs that were played.</param>
/// <param name="Passed">Those of them that passed.</param>
/// <param name="Failed">The first by number of those that did not.</param>
public sealed record Explored(long Played, long Passed, RunOutcome? Failed);
