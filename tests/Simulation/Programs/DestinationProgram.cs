using ActiveActive.Contracts;
using ActiveActive.RecordDestination;
using ActiveActive.Simulation.Lab;
using ActiveActive.Simulation.Ports;

namespace ActiveActive.Simulation.Programs;

/// <summary>The record-destination: the shipped service and lanes over a disk that outlives it.</summary>
public sealed class DestinationProgram : SimProgram
{
    private readonly LabParts _parts;
    private readonly DestinationOptions _options = new() { LogPath = "deliveries" };

    /// <summary>A destination with an empty log.</summary>
    public DestinationProgram(LabParts parts)
        : base(parts.World, Components.RecordDestination, parts.Events)
    {
        _parts = parts;
        Log = new SimDeliveryLog(parts.World, () => Life, parts.Chance.Fork("disk").Unit);
    }

    /// <summary>Its log.</summary>
    public SimDeliveryLog Log { get; }

    /// <inheritdoc/>
    protected override Task WorkAsync(CancellationToken stop)
    {
        var (defect, resolver) = (_parts.Defect, _parts.Resolver(Life));
        var log = defect?.Log?.Invoke(Log) ?? Log;
        Func<string, IQueue> Queues()
        {
            var queues = _parts.QueuesOf(Life, Topology.LastQueue);
            return host => defect?.DestinationQueue?.Invoke(queues(host)) ?? queues(host);
        }

        return new DestinationService(_options, lane => new LaneLoop(
            lane, resolver, Queues(), log, _options, Well, History, Life.Time)).WorkAsync(stop);
    }
}
