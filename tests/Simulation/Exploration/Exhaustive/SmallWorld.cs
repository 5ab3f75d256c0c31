using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Simulation.Defects;
using ActiveActive.Simulation.Lab;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Exploration.Exhaustive;

/// <summary>
/// One record through two stages of one region, on wires that take no time: all that is on its way at once may arrive in any order. What
/// is chosen is which call a queue's or a database's server carries out next. A worker's own steps touch nothing but the worker, so to
/// take them at once loses no order of effects; replication and time move on when nothing else can.
/// </summary>
public static class SmallWorld
{
    /// <summary>The workers, in the order of the record's way.</summary>
    public static IReadOnlyList<string> Workers { get; } = [.. Stages.Select(s => Components.Container(Region.One, s))];

    /// <summary>The record.</summary>
    internal static Record Given { get; } = new("rec-1", 1, "one payment");

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BackAfter = TimeSpan.FromMilliseconds(200);

    // Five receives, each until its visibility ends, and then some.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A message that was not removed is there again by then.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(6);

    private static IEnumerable<Stage> Stages => Stage.All.Take(2);

    /// <summary>Plays one order.</summary>
    /// <param name="path">The choices; beyond their end the first.</param>
    /// <param name="crash">A worker that dies before one of its steps and comes back; null for none.</param>
    public static SmallOutcome Play(IReadOnlyList<int> path, CrashPoint? crash, SimDefect? defect)
    {
        // A health check changes nothing at a server, and after the record has come through nothing is left to be ordered.
        var servers = new HashSet<Server>();
        var strategy = new PathStrategy(path, step => step.State is Call call && ReferenceEquals(step.Life, call.To.Life)
            && servers.Contains(call.To) && call.From.Component != Components.DnsRouter);
        var world = new World(strategy) { ZeroIsNow = true };
        var weather = Weather.Fair with { Latency = TimeSpan.Zero, Spread = TimeSpan.Zero };
        var events = new List<HistoryEvent>();
        var parts = new LabParts(world, weather, new SeededChance(1), events, loops: 1) { Defect = defect };
        servers.Add(parts.AwsIn(Region.One));
        servers.UnionWith(Stages.Select(s => parts.InstanceOf(Region.One, s.Name)));
        try
        {
            var wrong = world.Run(() => PlayAsync(parts, crash, servers.Clear));
            return new SmallOutcome(strategy, crash is not null && HasDied(events, crash.Worker), wrong, events);
        }
        catch (Exception broken) when (broken is StandstillException or EscapedException)
        {
            return new SmallOutcome(strategy, crash is not null && HasDied(events, crash.Worker), broken.Message, events);
        }
    }

    private static async Task<string?> PlayAsync(LabParts parts, CrashPoint? crash, Action through)
    {
        var outside = parts.World.Outside;
        foreach (var part in parts.All.Values.Where(p => !p.IsOwn || p.Component == Components.DnsRouter || Region.All.Any(r => p.Component == Components.Aws(r))))
            part.Start();
        await parts.Queue(outside, Region.One, Stages.First().InQueue).SendAsync([Given], CancellationToken.None);
        if (crash is not null)
            new Deaths(parts, [new Death(crash.Worker, crash.BeforeStep, BackAfter)], _ => false).Begin();
        foreach (var worker in Workers)
            parts.All[worker].Start();
        var until = parts.World.Now + Patience;
        while (Waiting(parts) is { } waiting)
        {
            if (parts.World.Now > until)
                return waiting;
            await Task.Delay(Beat, outside.Time);
        }

        through();
        await Task.Delay(Afterwards, outside.Time);
        return Waiting(parts) ?? Wrong(parts);
    }

    private static string? Waiting(LabParts parts)
    {
        foreach (var stage in Stages)
        {
            var queue = parts.AwsIn(Region.One).Sqs.Queue(stage.InQueue);
            if (queue.Ready.Count + queue.InFlight + queue.Delayed > 0)
                return $"the record is still in {stage.InQueue}";
        }

        return parts.AwsIn(Region.One).Sqs.Queue(Stages.Last().OutQueue).Ready.Count == 0 ? $"nothing has come to {Stages.Last().OutQueue}" : null;
    }

    private static string? Wrong(LabParts parts)
    {
        var sqs = parts.AwsIn(Region.One).Sqs;
        foreach (var stage in Stages)
        {
            if (sqs.Queue(Topology.DeadLetterQueueOf(stage.InQueue)).Ready.Count > 0)
                return $"the record is among the dead letters of {stage.InQueue}";
            foreach (var region in Region.All)
            {
                var rows = Harvest.RowsOf(parts, new Replica(region.Name, stage.Name));
                if (rows.Count != 1 || rows[0].Id != Given.Id || rows[0].Body != BodyDigest.Of(Given.Body))
                    return $"{region}'s rows of {stage.Name} are {(rows.Count == 0 ? "none" : string.Join(", ", rows.Select(r => r.Id)))}, not the record as it was given";
            }
        }

        return sqs.Queue(Stages.Last().OutQueue).Messages.FirstOrDefault(m => m.Body != Given.Body) is { } other
            ? $"{Stages.Last().OutQueue} holds '{other.Body}', which nobody gave"
            : null;
    }

    private static bool HasDied(List<HistoryEvent> events, string worker) => events.Exists(e => e.Component == worker && e.Event == HistoryEvents.Started && e.Life != "1");
}

/// <summary>A worker dies before one of its steps, counted from its life's first as 1.</summary>
public sealed record CrashPoint(string Worker, long BeforeStep)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Worker} dies before its step {BeforeStep}";
}

/// <summary>How one order ended.</summary>
/// <param name="Order">The choices that were made.</param>
/// <param name="HasDied">True when the crash took place: a run may end before it.</param>
/// <param name="Wrong">What is wrong; null when nothing is.</param>
/// <param name="Events">Its history.</param>
public sealed record SmallOutcome(PathStrategy Order, bool HasDied, string? Wrong, IReadOnlyList<HistoryEvent> Events);
