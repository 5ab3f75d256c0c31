using ActiveActive.AwsEmulator.Faults;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.Mutants;

/// <summary>Lets every call pass, whatever fault holds.</summary>
internal sealed class OpenGate : ISqsGate
{
    public Task Enter(string resource, string operation, CancellationToken aborted) => Task.CompletedTask;

    public bool Holds(string resource) => false;
}

/// <summary>Ends every fault a second after it began, long before it should.</summary>
internal sealed class EarlyEnd(FaultGate gate, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var fault in gate.Report().Where(f => f.Ended is null && time.GetUtcNow() - f.From > Length))
                gate.End(fault.Id);
        }
    }
}

/// <summary>Starts with its queues empty, whatever its log says. In a first life they are empty anyway.</summary>
internal sealed class Forgetting(SqsStore store) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in store.Look(engine => engine.Queues.Keys.ToList()))
            await store.Run(new PurgeQueue(queue));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
