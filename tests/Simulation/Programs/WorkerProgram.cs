using ActiveActive.Contracts;
using ActiveActive.Simulation.Defects;
using ActiveActive.Simulation.Lab;
using ActiveActive.StageWorker;

namespace ActiveActive.Simulation.Programs;

/// <summary>A stage container: the shipped service with its loops, dependencies and health.</summary>
public sealed class WorkerProgram(LabParts parts, Region region, Stage stage) : SimProgram(parts.World, Components.Container(region, stage), parts.Events)
{
    private readonly StageOptions _options = new() { Region = region.Name, Stage = stage.Name, Loops = parts.Loops };

    /// <inheritdoc/>
    protected override Task WorkAsync(CancellationToken stop)
    {
        var ports = new WorkerPorts(stage, parts.Queue(Life, region, stage.InQueue), parts.Store(Life, region, stage), parts.Queue(Life, region, stage.OutQueue));
        if (parts.Defect?.Worker is { } worsen)
            ports = worsen(ports);
        var dependencies = new StageDependencies(_options, stage, Well, Life.Time);
        var inQueue = parts.Watch?.Watch(ports.In, Component, _options, dependencies.Receiving.Name, Well) ?? ports.In;
        var queues = new StageQueues(inQueue, ports.Out);
        return new StageService(_options, queues, ports.Store, dependencies, Well, History, Life.Time).WorkAsync(stop);
    }
}
