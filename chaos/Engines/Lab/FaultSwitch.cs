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

    /// <summary>How long an emulator may take to change a fault.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);

    /// <summary>How late slow answers are.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    /// <summary>Longest that the emulator keeps a fault by itself, should the lab die.</summary>
    private const int SafetySeconds = 3600;

    /// <summary>Makes the target fail.</summary>
    public async Task OnAsync(Target target, FaultKind kind, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case TargetKind.Queue or TargetKind.Table:
                await PostFaultAsync(target, Resource(target), kind.Text(), cancellation);
                break;
            case TargetKind.Database:
                await parts.FaultsOf(target.Region!, target.Part!).RefuseAsync(target.Part!, cancellation);
                break;
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                {
                    if (store == Topology.Table)
                        await PostFaultAsync(region, $"replication/{store}", "pause", cancellation);
                    else
                        await parts.FaultsOf(region, store).PauseReplicationAsync(store, cancellation);
                }

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
                        if ((await FaultsAsync(region, $"replication/{store}", cancellation)).Count == 0)
                            return (false, $"the emulator of {region} holds no fault on replication of {store}");
                        continue;
                    }

                    if (!await parts.FaultsOf(region, store).IsReplicationPausedAsync(store, cancellation))
                        return (false, $"replication of {store} into {region} went on");
                }

                return (true, "every subscription concerned was disabled, and the emulators held replication of the table");
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
                await DeleteFaultsAsync(target.Region!, Resource(target), cancellation);
                break;
            case TargetKind.Database:
                await parts.FaultsOf(target.Region!, target.Part!).AllowAsync(target.Part!, cancellation);
                break;
            case TargetKind.Replication:
                foreach (var (region, store) in Replicas(target))
                {
                    if (store == Topology.Table)
                        await DeleteFaultsAsync(region, $"replication/{store}", cancellation);
                    else
                        await parts.FaultsOf(region, store).ResumeReplicationAsync(store, cancellation);
                }

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

    private Task PostFaultAsync(Target target, string resource, string kind, CancellationToken cancellation) =>
        PostFaultAsync(target.Region!, resource, kind, cancellation);

    private async Task PostFaultAsync(Region region, string resource, string kind, CancellationToken cancellation)
    {
        await WithinAsync(region, async token =>
        {
            using var response = await parts.Http.PostAsJsonAsync(
                FaultsOf(region), new { resource, kind, seconds = SafetySeconds, delayMilliseconds = (int)Lateness.TotalMilliseconds }, token);
            response.EnsureSuccessStatusCode();
            return true;
        }, cancellation);
    }

    private async Task DeleteFaultsAsync(Region region, string resource, CancellationToken cancellation)
    {
        foreach (var id in await FaultsAsync(region, resource, cancellation))
        {
            await WithinAsync(region, async token =>
            {
                using var response = await parts.Http.DeleteAsync(new Uri($"{FaultsOf(region)}/{id}"), token);
                response.EnsureSuccessStatusCode();
                return true;
            }, cancellation);
        }
    }

    /// <summary>The ids of the faults that the emulator holds on a resource.</summary>
    private async Task<IReadOnlyList<string>> FaultsAsync(Region region, string resource, CancellationToken cancellation)
    {
        var all = await WithinAsync(region, token => parts.Http.GetFromJsonAsync<JsonElement>(FaultsOf(region), token), cancellation);
        return
        [
            .. all.EnumerateArray()
                .Where(f => f.GetProperty("resource").GetString() == resource && !(f.TryGetProperty("ended", out var ended) && ended.ValueKind != JsonValueKind.Null))
                .Select(f => f.GetProperty("id").GetString()!),
        ];
    }

    /// <summary>A paused emulator takes calls and never answers them; whoever changes faults must not wait for it.</summary>
    private async Task<T> WithinAsync<T>(Region region, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await call(either.Token);
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested && silent is OperationCanceledException or HttpRequestException)
        {
            throw new UnusableFaultException(
                $"{Components.Aws(region)} did not do what was asked at /_lab/faults ({(patience.IsCancellationRequested ? "no answer" : silent.Message)}); is it failed itself? './aa recover {Components.Aws(region)}' first");
        }
    }

    private Uri FaultsOf(Region region) => new($"http://{parts.Aws(region)}/_lab/faults");

    private static string Resource(Target target) => $"{(target.Kind == TargetKind.Queue ? "queue" : "table")}/{target.Part}";

    private static IEnumerable<(Region Region, string Store)> Replicas(Target target) => target.Region is { } region
        ? [(region, target.Part!)]
        : Region.All.SelectMany(r => Stage.All.Select(s => (r, s.Name)));
}
