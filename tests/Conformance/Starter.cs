using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActiveActive.ConformanceTests;

/// <summary>
/// Starts processes from one thread that never ends. The kernel sends the parent-death signal when the thread that started a
/// process ends, not the process it belongs to, and a pool's thread ends whenever it has been idle.
/// </summary>
internal static class Starter
{
    private static readonly BlockingCollection<Action> Work = Begin();

    /// <summary>The process, started.</summary>
    public static Task<Process> Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in work.GetConsumingEnumerable())
                start();
        }) { IsBackground = true, Name = "starter" }.Start();
        return work;
    }
}
