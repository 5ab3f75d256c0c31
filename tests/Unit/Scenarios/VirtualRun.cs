using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace ActiveActive.UnitTests.Scenarios;

/// <summary>
/// Runs asynchronous code on one thread and moves its clock on only when nothing is left to do at the present moment: minutes of
/// waiting take milliseconds, and no timer fires while work is due. Work that leaves the thread, for the disk say, does not hold the
/// clock; a test does not measure time across it.
/// </summary>
internal static class VirtualRun
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static T Of<T>(FakeTimeProvider time, Func<Task<T>> work)
    {
        var outer = SynchronizationContext.Current;
        var queue = new WorkQueue();
        SynchronizationContext.SetSynchronizationContext(queue);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            var task = work();
            while (!task.IsCompleted)
            {
                if (queue.RunOne())
                    continue;
                if (TimeProvider.System.GetElapsedTime(began) > Longest)
                    throw new TimeoutException($"the work was not done within {Longest}; its own clock says {time.GetUtcNow():O}");
                time.Advance(Step);
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private sealed class WorkQueue : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _due = new();

        public override void Post(SendOrPostCallback d, object? state) => _due.Enqueue((d, state));

        public bool RunOne()
        {
            if (!_due.TryDequeue(out var next))
                return false;
            next.Work(next.State);
            return true;
        }
    }
}
