using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Settings;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>
/// Sees to the queues and tables of a file after the log has been replayed and before anybody is served: whoever finds the emulator
/// healthy finds them too. A file that cannot be carried out stops the start, with nothing of it done.
/// </summary>
internal sealed partial class ResourceLoader(EmulatorOptions options, SqsStore sqs, DynamoStore dynamo, TimeProvider time, ILogger<ResourceLoader> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Resources.Length == 0)
            return;
        var file = ResourceFile.Read(options.Resources);
        var plan = new ResourcePlan(file, time.GetUtcNow());
        var (queues, tables) = (
            sqs.Look(engine => plan.Queues([.. engine.Queues.Values.Select(q => (q.Name, q.Attributes.All, q.Tags, q.Created))], engine.DeletedAt, options.Region)),
            dynamo.Look(engine => plan.Tables(engine.Tables.ToDictionary(t => t.Key, t => t.Value.Definition with { Indexes = [.. t.Value.Indexes.Select(i => i.Definition)] }), options.Region)));
        foreach (var step in queues)
        {
            await (step switch
            {
                CreateQueue create => sqs.Run(create),
                SetQueueAttributes set => sqs.Run(set),
                TagQueue tag => (Task)sqs.Run(tag),
                _ => throw new InvalidOperationException($"{step} is no step of a plan"),
            });
        }

        foreach (var table in tables)
            await dynamo.Run(table);
        Loaded(logger, options.Resources, file.Queues.Count, file.Tables.Count, queues.Count + tables.Count);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Queues} queues and {Tables} tables are there; {Changes} changes were needed")]
    private static partial void Loaded(ILogger logger, string file, int queues, int tables, int changes);
}
