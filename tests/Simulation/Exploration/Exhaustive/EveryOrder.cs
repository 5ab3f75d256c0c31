using System.Collections.Concurrent;
using ActiveActive.Simulation.Defects;

namespace ActiveActive.Simulation.Exploration.Exhaustive;

/// <summary>Plays every order of the small world, without a crash and with each single one, until one goes wrong.</summary>
public static class EveryOrder
{
    /// <summary>Plays them, crash points side by side on all cores.</summary>
    public static ExhaustiveOutcome Explore(SimDefect? defect = null, int? threads = null)
    {
        var (calm, wrong) = OrdersOf(null, defect, () => false, out _);
        var crashed = 0L;
        var points = 0;
        var failures = new ConcurrentBag<ExhaustiveFailure>();
        if (wrong is not null)
            return new ExhaustiveOutcome(calm, 0, 0, wrong);
        foreach (var worker in SmallWorld.Workers)
        {
            // A worker has as many crash points as it takes steps in its longest order: beyond the last nobody dies in any.
            var next = 0L;
            var last = long.MaxValue;
            var players = Enumerable.Range(0, threads ?? Environment.ProcessorCount).Select(_ => new Thread(() =>
            {
                while (failures.IsEmpty && Interlocked.Increment(ref next) is var step && step < Interlocked.Read(ref last))
                {
                    var (orders, failed) = OrdersOf(new CrashPoint(worker, step), defect, () => !failures.IsEmpty, out var died);
                    if (failed is not null)
                        failures.Add(failed);
                    if (!died)
                    {
                        Interlocked.Exchange(ref last, Math.Min(Interlocked.Read(ref last), step));
                        continue;
                    }

                    Interlocked.Add(ref crashed, orders);
                    Interlocked.Increment(ref points);
                }
            })).ToList();
            players.ForEach(p => p.Start());
            players.ForEach(p => p.Join());
            if (!failures.IsEmpty)
                break;
        }

        return new ExhaustiveOutcome(calm, points, crashed, failures.MinBy(f => f.Crash!.BeforeStep));
    }

    private static (long Orders, ExhaustiveFailure? Failed) OrdersOf(CrashPoint? crash, SimDefect? defect, Func<bool> isEnough, out bool died)
    {
        died = false;
        var orders = 0L;
        for (IReadOnlyList<int>? path = []; path is not null && !isEnough(); orders++)
        {
            var outcome = SmallWorld.Play(path, crash, defect);
            died |= outcome.HasDied;
            if (outcome.Wrong is { } wrong)
                return (orders + 1, new ExhaustiveFailure(crash, [.. outcome.Order.Choices.Select(c => c.Taken)], wrong, outcome.Events));
            path = outcome.Order.Next;
        }

        return (orders, null);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Orders">Orders without a crash.</param>
/// <param name="CrashPoints">Steps before which a worker died.</param>
/// <param name="OrdersWithACrash">Orders with one of them each.</param>
/// <param name="Failed">The first that went wrong; null when none did, and then these were all.</param>
public sealed record ExhaustiveOutcome(long Orders, int CrashPoints, long OrdersWithACrash, ExhaustiveFailure? Failed);

/// <summary>An order that went wrong.</summary>
/// <param name="Crash">Who died when; null when nobody did.</param>
/// <param name="Path">The choices that lead there again.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Events">Its history.</param>
public sealed record ExhaustiveFailure(CrashPoint? Crash, IReadOnlyList<int> Path, string Wrong, IReadOnlyList<Contracts.History.HistoryEvent> Events);
