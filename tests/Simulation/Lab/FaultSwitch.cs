using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Simulation.Programs;
using ActiveActive.Simulation.Servers;

namespace ActiveActive.Simulation.Lab;

/// <summary>Makes every fault of the catalogue in the simulated lab, looks whether it holds, and undoes it.</summary>
internal sealed class FaultSwitch(LabParts parts)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    /// <summary>Makes the target fail.</summary>
    public async Task OnAsync(Target target, FaultKind kind, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                parts.AwsIn(target.Region!).Faults.Begin(Resource(target), kind);
                if (target.Kind == TargetKind.Queue)
                    parts.AwsIn(target.Region!).Polls.Wake(target.Part!);
                break;
            case TargetKind.Database:
                parts.Database(target.Region!, target.Part!).IsRefused = true;
                break;
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                    Hold(region, store, true);
                break;
            case TargetKind.Routing:
                parts.Router.Table.SetOffline(target.Region!, true);
                break;
            case TargetKind.Writer:
                await parts.Writers.MoveAwayAsync(target.Part!, kind, cancellation);
                break;
            default:
                await FailAsync(parts.All[target.Name], kind, cancellation);
                break;
        }
    }

    /// <summary>Looks whether the target fails.</summary>
    public (bool Holds, string Seen) Look(Target target, FaultKind kind)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                var found = parts.AwsIn(target.Region!).Faults.On(Resource(target));
                return (found == kind, $"the emulator holds {found?.Text() ?? "no fault"} on it");
            case TargetKind.Database:
                var refused = parts.Database(target.Region!, target.Part!).IsRefused;
                return (refused, refused ? "a new connection was refused" : "a new connection was taken");
            case TargetKind.Replication:
                return (Replicas(target).All(r => IsHeld(r.Region, r.Store)), "replication was looked at on every side");
            case TargetKind.Routing:
                var offline = parts.Router.Table.Offline.Contains(target.Region!.Name);
                return (offline, offline ? "the router answers the other region" : "the router answers it");
            case TargetKind.Writer:
                return (parts.Writers.IsAway(target.Part!), $"the endpoint points to {parts.Writers.WriterOf(target.Part!)}");
            default:
                var life = parts.All[target.Name].Life;
                return (life.IsOver || life.IsPaused || life.IsCutOff, life.IsOver ? "nobody is there" : life.IsPaused ? "it stands still" : life.IsCutOff ? "nobody reaches it" : "it works");
        }
    }

    /// <summary>Undoes the fault.</summary>
    public async Task OffAsync(Target target, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                parts.AwsIn(target.Region!).Faults.End(Resource(target));
                break;
            case TargetKind.Database:
                parts.Database(target.Region!, target.Part!).IsRefused = false;
                break;
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                    Hold(region, store, false);
                break;
            case TargetKind.Routing:
                parts.Router.Table.SetOffline(target.Region!, false);
                break;
            case TargetKind.Writer:
                await parts.Writers.BringHomeAsync(target.Part!, cancellation);
                break;
            default:
                Revive(parts.All[target.Name]);
                parts.Writers.Settle();
                break;
        }
    }

    /// <summary>Brings a part back from whatever it is in.</summary>
    public static void Revive(IPart part)
    {
        if (part.Life.IsOver)
            part.Start();
        part.Life.IsCutOff = false;
        if (part.Life.IsPaused)
            part.Life.Resume();
    }

    private async Task FailAsync(IPart part, FaultKind kind, CancellationToken cancellation)
    {
        switch (kind)
        {
            case FaultKind.Pause:
                part.Life.Pause();
                break;
            case FaultKind.Disconnect:
                part.Life.IsCutOff = true;
                break;
            default:
                part.Stop(inOrder: kind == FaultKind.Stop);
                while (!part.Life.IsOver)
                    await Task.Delay(Beat, parts.World.Outside.Time, cancellation);
                break;
        }
    }

    private void Hold(Region region, string store, bool held)
    {
        if (store != Topology.Table)
            parts.Database(region, store).IsInflowPaused = held;
        else if (held)
            parts.AwsIn(region).Faults.Begin(TableInflow.Resource, FaultKind.Pause);
        else
            parts.AwsIn(region).Faults.End(TableInflow.Resource);
    }

    private bool IsHeld(Region region, string store) =>
        store == Topology.Table ? parts.AwsIn(region).Faults.Holds(TableInflow.Resource) : parts.Database(region, store).IsInflowPaused;

    private static string Resource(Target target) => target.Kind == TargetKind.Queue ? AwsRegion.QueueResource(target.Part!) : AwsRegion.TableResource;

    private static IEnumerable<(Region Region, string Store)> Replicas(Target target) => target.Region is { } region
        ? [(region, target.Part!)]
        : Region.All.SelectMany(r => Stage.All.Select(s => (r, s.Name)));
}
