using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// AWS of one region: the emulator's own engines behind a server that can fail. What it acknowledged outlives it, messages in flight
/// are visible again after its death, and faults are gone.
/// </summary>
public sealed class AwsRegion : Server
{
    private readonly Region _region;
    private readonly TimeSpan _ahead;

    /// <summary>The queues and the table of a region, all empty.</summary>
    public AwsRegion(World world, Network network, Region region, Weather weather, SeededChance chance, List<HistoryEvent> events)
        : base(world, Components.Aws(region), events)
    {
        (_region, _ahead) = (region, region == Region.Two ? weather.Skew : TimeSpan.Zero);
        Faults = new FaultGate((delay, work) => Later(delay, work));
        Dynamo = new DynamoEngine(region.AwsName);
        Polls = new LongPolls(this, weather, chance);
        Inflow = new TableInflow(this, network, weather, chance);
        Sqs = new SqsEngine(region.AwsName);
        foreach (var queue in Topology.Queues)
        {
            var dead = Topology.DeadLetterQueueOf(queue);
            Run(new CreateQueue(dead, new Dictionary<string, string>()));
            Run(new CreateQueue(queue, new Dictionary<string, string>
            {
                ["VisibilityTimeout"] = "5",
                ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"arn:aws:sqs:{{region.AwsName}}:{{Topology.Account}}:{{dead}}","maxReceiveCount":"{{Topology.MaxReceiveCount}}"}""",
            }));
        }
    }

    /// <summary>Where it is.</summary>
    public Region Region => _region;

    /// <summary>Its queues.</summary>
    public SqsEngine Sqs { get; private set; }

    /// <summary>Its table.</summary>
    public DynamoEngine Dynamo { get; }

    /// <summary>Faults on single queues and the table.</summary>
    public FaultGate Faults { get; }

    /// <summary>Receives that wait.</summary>
    public LongPolls Polls { get; }

    /// <summary>What comes from the other region's table.</summary>
    public TableInflow Inflow { get; }

    /// <summary>Its clock, which need not be right.</summary>
    public DateTimeOffset Clock => World.Now + _ahead;

    /// <summary>The name of a queue as faults have it.</summary>
    public static string QueueResource(string queue) => $"queue/{queue}";

    /// <summary>The table as faults have it.</summary>
    public const string TableResource = "table/" + Topology.Table;

    /// <summary>One turn at the queues.</summary>
    public T Run<T>(ISqsOperation<T> operation)
    {
        var turn = new SqsTurn(Sqs, Clock, long.MaxValue);
        var result = operation.Execute(turn);
        foreach (var queue in turn.Woken)
            Polls.Wake(queue);
        return result;
    }

    /// <summary>One turn at the table.</summary>
    public T Run<T>(IOperation<T> operation)
    {
        operation.Prepare();
        return operation.Execute(new Turn(Dynamo, Clock));
    }

    /// <summary>Writes down what was served.</summary>
    public void Served(string operation, string? queue, string? store, int count)
    {
        if (count > 0)
            History!.Write(new HistoryEvent(HistoryEvents.Served) { Operation = operation, Queue = queue, Store = store, Count = count });
    }

    /// <summary>Writes down what was replicated.</summary>
    public void Replicated(ApplyResult result, string from)
    {
        if (result.Applied > 0)
        {
            History!.Write(new HistoryEvent(HistoryEvents.Replicated)
            {
                Store = Topology.Table, Region = from, Count = result.Applied, Milliseconds = result.Lag.TotalMilliseconds,
            });
        }
    }

    /// <summary>Does something a little later, in its life.</summary>
    public void After(TimeSpan delay, Action work) => Later(delay, work);

    /// <inheritdoc/>
    protected override void OnStart() => Inflow.Nudge();

    /// <inheritdoc/>
    protected override void OnStop()
    {
        Faults.Clear();
        Polls.Clear();
        var restarted = new SqsEngine(_region.AwsName);
        foreach (var change in Sqs.Snapshot())
            restarted.Apply(change is SqsChange.MessageAdded added ? new SqsChange.MessageAdded(added.Queue, AsWritten(added.Message)) : change);
        Sqs = restarted;
    }

    // The journal does not know who had the message.
    private static QueuedMessage AsWritten(QueuedMessage message) => message.Moved(message.Order, message.Source, message.Sent, message.Receives);
}
