using ActiveActive.Contracts;

namespace ActiveActive.RecordDestination;

/// <summary>Runs the loops of both lanes for the life of the process. A broken invariant of ours ends the process with its context.</summary>
public sealed class DestinationService(DestinationOptions options, Func<Region, LaneLoop> laneLoop) : BackgroundService
{
    /// <summary>Works until it is stopped, on the caller's own context.</summary>
    public async Task WorkAsync(CancellationToken stoppingToken)
    {
        var loops = Region.All.SelectMany(lane => Enumerable.Range(0, options.Loops).Select(_ => laneLoop(lane).RunAsync(stoppingToken))).ToList();
        try
        {
            // The first loop that ends has met a bug: end all of them with it instead of working on with fewer.
            await await Task.WhenAny(loops);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        if (stoppingToken.IsCancellationRequested)
            await FinishAsync(loops);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WorkAsync(stoppingToken);

    // What the loops have in hand is kept and removed before the log is closed under them.
    private static async Task FinishAsync(List<Task> loops)
    {
        try
        {
            await Task.WhenAll(loops);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
