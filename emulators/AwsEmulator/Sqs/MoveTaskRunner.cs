using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>
/// Gets message move tasks on, once a second while there are any: a task that was running when the emulator ended goes on when it
/// begins again, and one whose queue is held by a fault waits for its end.
/// </summary>
public sealed class MoveTaskRunner(SqsStore store, ISqsGate gate, TimeProvider time, ILogger<MoveTaskRunner> logger) : BackgroundService
{
    /// <summary>The pulse that tells of a task that has begun.</summary>
    public const string Started = "a move task has begun";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = store.Changed(Started).Next;
            try
            {
                if (await store.Run(new AdvanceMoveTasks(queue => gate.Holds($"queue/{queue}"))))
                    await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                else
                    await started.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (IOException disk)
            {
                // The disk takes nothing now: nothing was moved for good, and the next second is as good as this one.
                logger.MovesWait(disk);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
