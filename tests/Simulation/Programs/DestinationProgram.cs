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
        var resolver = _parts.Resolver(Life);
        return new DestinationService(_options, lane => new LaneLoop(
            lane, resolver, _parts.QueuesOf(Life, Topology.LastQueue), Log, _options, Well, History, Life.Time)).WorkAsync(stop);
    }
}
