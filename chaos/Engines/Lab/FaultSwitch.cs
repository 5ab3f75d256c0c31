using System.Net.Http.Json;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using Amazon.DynamoDBv2.Model;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Switches one fault on and off, and tells by the target's own behaviour whether it holds. Evidence is what was seen, never
/// what was asked for.
/// </summary>
internal sealed class FaultSwitch(LabParts parts, TimeProvider time)
{
    /// <summary>How long a call is given before it counts as hanging.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(600);

    /// <summary>How late slow answers are.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    private readonly EmulatorFaults _emulators = new(parts, time);
    private readonly RoutingFaults _routing = new(new RouterClient(parts, time));

    /// <summary>Makes the target fail.</summary>
    /// <param name="until">When the fault is to end; where the target can keep a fault's end itself, it does.</param>
    public async Task OnAsync(Target target, FaultKind kind, DateTimeOffset until, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                await _emulators.BeginAsync(target.Region!, Resource(target), kind.Text(), Lateness, until, cancellation);
                break;
            case TargetKind.Database:
                await parts.FaultsOf(target.Region!, target.Part!).RefuseAsync(target.Part!, cancellation);
                break;
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                {
                    if (store == Topology.Table)
                        await _emulators.BeginAsync(region, $"replication/{store}", "pause", Lateness, until, cancellation);
                    else
                        await parts.FaultsOf(region, store).PauseReplicationAsync(store, cancellation);
                }

                break;
            case TargetKind.Routing:
                await _routing.OnAsync(target.Region!, cancellation);
                break;
            case TargetKind.Writer:
                await parts.WriterFaults.OnAsync(target, kind, cancellation);
                break;
            default:
                await parts.Components[target.Name].FailAsync(kind, cancellation);
                break;
        }
    }

    /// <summary>Looks whether the target fails.</summary>
    /// <returns>True and what was seen; false and what was seen instead.</returns>
    public async Task<(bool Holds, string Seen)> LookAsync(Target target, FaultKind kind, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                return await LookAtCallAsync(target, kind, cancellation);
            case TargetKind.Database:
                var refused = await parts.FaultsOf(target.Region!, target.Part!).IsRefusedAsync(target.Part!, cancellation);
                return (refused, refused ? "a new connection was refused" : "a new connection was taken");
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                {
                    if (store == Topology.Table)
                    {
                        if ((await _emulators.HeldAsync(region, $"replication/{store}", cancellation)).Count == 0)
                            return (false, $"the emulator of {region} holds no fault on replication of {store}");
                        continue;
                    }

                    if (!await parts.FaultsOf(region, store).IsReplicationPausedAsync(store, cancellation))
                        return (false, $"replication of {store} into {region} went on");
                }

                return (true, "every subscription concerned was disabled, and the emulators held replication of the table");
            case TargetKind.Routing:
                return await _routing.LookAsync(target.Region!, cancellation);
            case TargetKind.Writer:
                return await parts.WriterFaults.LookAsync(target, cancellation);
            default:
                return await parts.Components[target.Name].LookAsync(kind, cancellation);
        }
    }

    /// <summary>Undoes the fault and waits until the target works.</summary>
    public async Task OffAsync(Target target, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                await _emulators.EndAsync(target.Region!, Resource(target), cancellation);
                break;
            case TargetKind.Database:
                await parts.FaultsOf(target.Region!, target.Part!).AllowAsync(target.Part!, cancellation);
                break;
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                {
                    if (store == Topology.Table)
                        await _emulators.EndAsync(region, $"replication/{store}", cancellation);
                    else
                        await parts.FaultsOf(region, store).ResumeReplicationAsync(store, cancellation);
                }

                break;
            case TargetKind.Routing:
                await _routing.OffAsync(target.Region!, cancellation);
                break;
            case TargetKind.Writer:
                await parts.WriterFaults.OffAsync(target, time, cancellation);
                break;
            default:
                await parts.Components[target.Name].ReviveAsync(cancellation);
                break;
        }
    }

    private async Task<(bool Holds, string Seen)> LookAtCallAsync(Target target, FaultKind kind, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(kind == FaultKind.Slow ? Lateness * 3 : Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var began = time.GetTimestamp();
        var answer = "an answer";
        var served = false;
        try
        {
            if (target.Kind == TargetKind.Queue)
                await parts.Sqs[target.Region!].GetQueueAttributesAsync(parts.QueueUrl(target.Region!, target.Part!), ["QueueArn"], either.Token);
            else
                await parts.Dynamo[target.Region!].GetItemAsync(target.Part!, new() { ["id"] = new AttributeValue("probe") }, either.Token);
            served = true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            answer = patience.IsCancellationRequested ? "no answer" : $"'{failure.Message}'";
        }

        var took = time.GetElapsedTime(began);
        var holds = kind switch
        {
            FaultKind.Slow => served && took >= Lateness * 0.9,
            FaultKind.Hang => !served && patience.IsCancellationRequested,
            _ => !served && !patience.IsCancellationRequested,
        };
        return (holds, $"a call on it got {answer} within {took.TotalMilliseconds:0} ms");
    }

    private static string Resource(Target target) => $"{(target.Kind == TargetKind.Queue ? "queue" : "table")}/{target.Part}";

    private static IEnumerable<(Region Region, string Store)> Replicas(Target target) => target.Region is { } region
        ? [(region, target.Part!)]
        : Region.All.SelectMany(r => Stage.All.Select(s => (r, s.Name)));
}
