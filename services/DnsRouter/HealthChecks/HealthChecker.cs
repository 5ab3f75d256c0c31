using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Routing;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>Runs every check at its own interval, each in a loop of its own, and hands what it finds to the record sets.</summary>
public sealed class HealthChecker(RecordSetTable table, Func<TargetDefinition, CheckDefinition, IProbe> probes, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watches = new List<Task>();
        foreach (var set in table.All)
        {
            for (var i = 0; i < set.Definition.Targets.Count; i++)
            {
                if (set.Definition.Targets[i].Check is { } check)
                    watches.Add(WatchAsync(set, i, check, stoppingToken));
            }
        }

        return Task.WhenAll(watches);
    }

    private async Task WatchAsync(RecordSet set, int target, CheckDefinition check, CancellationToken stopping)
    {
        await Task.Yield();
        using var health = new HealthCheck(probes(set.Definition.Targets[target], check), check.Limit, time);
        using var interval = new PeriodicTimer(TimeSpan.FromSeconds(check.IntervalSeconds), time);
        try
        {
            do
                table.Observe(set, target, await health.RunAsync(stopping));
            while (await interval.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The router stops: nothing to report.
        }
    }
}
