using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting;
using ActiveActive.Hosting.Clients;
using ActiveActive.Hosting.Health;

namespace ActiveActive.StageWorker;

/// <summary>Runs a stage's loops for the life of the process. A broken invariant of ours ends the process with its context.</summary>
public sealed class StageService(
    StageOptions options, StageQueues queues, IRecordStore store, StageDependencies dependencies,
    ComponentHealth health, IHistory history, TimeProvider time) : BackgroundService
{
    /// <summary>Works until it is stopped, on the caller's own context.</summary>
    /// <exception cref="InvalidOperationException">An invariant of ours is broken.</exception>
    public async Task WorkAsync(CancellationToken stoppingToken)
    {
        var stage = Stage.Parse(options.Stage);
        var loops = Enumerable.Range(0, options.Loops).Select(_ =>
            new StageLoop(stage, queues.In, store, queues.Out, dependencies, options, health, history, time).RunAsync(stoppingToken)).ToList();
        try
        {
            // The first loop that ends has met a bug: end all of them with it instead of working on with fewer.
            await await Task.WhenAny(loops);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // A call that was cut off by the end of the process fails in many ways; all of them mean that the loop ended.
        }

        if (stoppingToken.IsCancellationRequested)
            await FinishAsync(loops);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WorkAsync(stoppingToken);

    // What the other loops have in hand is handed back before the process ends; a hold bounds how long that may take.
    private static async Task FinishAsync(List<Task> loops)
    {
        foreach (var loop in loops)
        {
            try
            {
                await loop;
            }
            catch (Exception)
            {
                // It ended, as above.
            }
        }
    }
}

/// <summary>The two queues of a stage in its own region.</summary>
public sealed record StageQueues(IQueue In, IQueue Out);

/// <summary>Adds a stage.</summary>
public static class StageServices
{
    /// <summary>Settings, queues, store and loops of the stage that section Stage names.</summary>
    public static WebApplicationBuilder AddStageWorker(this WebApplicationBuilder builder)
    {
        builder.AddLabClients();
        var options = builder.AddSettings<StageOptions>("Stage", o => o.Validate());
        var region = Region.Parse(options.Region);
        var stage = Stage.Parse(options.Stage);
        builder.Services.AddSingleton(stage);
        builder.Services.AddSingleton<StageDependencies>();
        builder.Services.AddSingleton(services =>
        {
            var aws = services.GetRequiredService<AwsClients>();
            return new StageQueues(aws.Queue(region, stage.InQueue), aws.Queue(region, stage.OutQueue));
        });
        builder.Services.AddSingleton<IRecordStore>(services =>
        {
            var component = services.GetRequiredService<LabOptions>().Component;
            return stage.Store switch
            {
                StoreKind.Aurora => new AuroraRecordStore(
                    stage.Name, component, services.GetRequiredService<IEndpointResolver>(), services.GetRequiredService<AuroraOptions>()),
                StoreKind.DynamoDb => new DynamoRecordStore(
                    services.GetRequiredService<AwsClients>().DynamoDb(region), Topology.Table, component, region,
                    services.GetRequiredService<TimeProvider>()),
                _ => throw new InvalidOperationException($"{stage.Store} is not a store"),
            };
        });
        builder.Services.AddHostedService<StageService>();
        return builder;
    }
}
