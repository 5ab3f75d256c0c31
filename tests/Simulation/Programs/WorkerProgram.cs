using ActiveActive.Contracts;
using ActiveActive.Simulation.Lab;
using ActiveActive.StageWorker;

namespace ActiveActive.Simulation.Programs;

/// <summary>A stage container: the shipped service with its loops, dependencies and health.</summary>
public sealed class WorkerProgram(LabParts parts, Region region, Stage stage) : SimProgram(parts.World, Components.Container(region, stage), parts.Events)
{
    private readonly StageOptions _options = new() { Region = region.Name, Stage = stage.Name };

    /// <inheritdoc/>
    protected override Task WorkAsync(CancellationToken stop)
    {
        var queues = new StageQueues(parts.Queue(Life, region, stage.InQueue), parts.Queue(Life, region, stage.OutQueue));
        var dependencies = new StageDependencies(_options, stage, Well, Life.Time);
        return new StageService(_options, queues, parts.Store(Life, region, stage), dependencies, Well, History, Life.Time).WorkAsync(stop);
    }
}
