using System.Globalization;
using System.Text.Json;
using ActiveActive.Aurora.Instances;
using ActiveActive.Contracts;
using ActiveActive.Scenarios;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Npgsql;

namespace ActiveActive.Engines.Lab;

/// <summary>Looks at the lab. What does not answer in time is null, never left out.</summary>
internal sealed class Observer(LabParts parts, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    // A login takes PostgreSQL a second and more where all cores are busy: a question is not given up with the look that asked it, and the next one finds it further.
    private static readonly TimeSpan LoginWithin = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, AuroraInstance> _instances = parts.Pairs.Values.SelectMany(p => p.Instances).ToDictionary(i => i.Name, i => i.ForLooking(LoginWithin));
    private readonly Dictionary<string, Task> _asked = [];

    public async Task<LabStatus> ObserveAsync(string engine, IReadOnlyList<ActiveFault> faults, CancellationToken cancellation)
    {
        var components = Task.WhenAll(parts.Components.Values.Select(c => ComponentAsync(c, faults, cancellation)));
        var queues = Task.WhenAll(Region.All.SelectMany(r => Topology.Queues.Select(q => QueueAsync(r, q, cancellation))));
        var stores = Task.WhenAll(Region.All.SelectMany(r => Stage.All.Select(s => StoreAsync(r, s, cancellation))));
        var routing = OrNullAsync(RoutingAsync, cancellation);
        var delivered = OrNullAsync(DeliveredAsync, cancellation);
        return new LabStatus(engine, time.GetUtcNow(), await components, await queues, await stores, faults, await delivered) { Routing = await routing };
    }

    private async Task<ComponentStatus> ComponentAsync(IComponent component, IReadOnlyList<ActiveFault> faults, CancellationToken cancellation)
    {
        var fault = faults.FirstOrDefault(f => f.Target == component.Name);
        var (state, detail) = component.State switch
        {
            RunState.Running => await HealthAsync(component, cancellation),
            RunState.Partitioned => await HealthAsync(component, cancellation) is var (seen, reason) ? (seen, reason ?? component.Seen) : default,
            RunState.Paused => (LifecycleState.FailedProcessing, "paused"),
            RunState.Disconnected => (LifecycleState.FailedProcessing, "disconnected"),
            _ => (LifecycleState.FailedProcessing, "not running"),
        };
        if (state == LifecycleState.FailedProcessing && fault is not null)
            detail = $"{detail}: {fault.Kind} by {fault.By}";
        return new ComponentStatus(component.Name, state, detail, component.Address.ToString(), component.Pid, component.Container, component.IsOwn);
    }

    private async Task<(string State, string? Detail)> HealthAsync(IComponent component, CancellationToken cancellation)
    {
        if (!component.IsOwn)
        {
            var answers = await OrNullAsync(
                async token =>
                {
                    await (_instances.TryGetValue(component.Name, out var instance)
                        ? OnItsWay(instance.Name, () => IsReadyAsync(instance)).WaitAsync(token)
                        : component.ProbeAsync(token));
                    return "yes";
                },
                cancellation);
            return answers is null ? (LifecycleState.FailedProcessing, "no answer") : (LifecycleState.ProcessRecords, null);
        }

        var report = await OrNullAsync(
            async token => (JsonElement?)JsonDocument.Parse(await parts.Http.GetStringAsync(new Uri($"http://{component.Address}/health"), token)).RootElement, cancellation);
        if (report is not { } health)
            return (LifecycleState.FailedProcessing, "no answer at /health");
        var reasons = string.Join("; ", health.GetProperty("reasons").EnumerateObject().Select(r => $"{r.Name}: {r.Value.GetString()}"));
        return (health.GetProperty("state").GetString()!, reasons.Length == 0 ? null : reasons);
    }

    private static async Task<bool> IsReadyAsync(AuroraInstance instance)
    {
        await instance.WaitUntilReadyAsync(TimeSpan.Zero, CancellationToken.None);
        return true;
    }

    /// <summary>
    /// The answer to a question to PostgreSQL that is on its way, or else to one that is asked now: it comes after this look began, whichever look asked.
    /// </summary>
    /// <param name="whom">An instance, or one of its databases; each is asked one question at a time.</param>
    /// <param name="ask">Ends by itself within <see cref="LoginWithin"/>.</param>
    private Task<T> OnItsWay<T>(string whom, Func<Task<T>> ask)
    {
        lock (_asked)
        {
            if (_asked.TryGetValue(whom, out var asked) && !asked.IsCompleted)
                return (Task<T>)asked;
            var now = ask();
            // Whoever asked may have gone by the time that it fails.
            _ = now.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _asked[whom] = now;
            return now;
        }
    }

    private async Task<QueueStatus> QueueAsync(Region region, string queue, CancellationToken cancellation)
    {
        var live = await OrNullAsync(token => CountsAsync(region, queue, token), cancellation);
        var dead = await OrNullAsync(token => CountsAsync(region, Topology.DeadLetterQueueOf(queue), token), cancellation);
        return new QueueStatus(region.Name, queue, live?.Visible, live?.InFlight, live?.Delayed, dead?.Visible + dead?.InFlight);
    }

    private async Task<(long Visible, long InFlight, long Delayed)?> CountsAsync(Region region, string queue, CancellationToken cancellation)
    {
        var response = await parts.Sqs[region].GetQueueAttributesAsync(
            new GetQueueAttributesRequest
            {
                QueueUrl = parts.QueueUrl(region, queue),
                AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"],
            },
            cancellation);
        long Of(string name) => long.Parse(response.Attributes[name], CultureInfo.InvariantCulture);
        return (Of("ApproximateNumberOfMessages"), Of("ApproximateNumberOfMessagesNotVisible"), Of("ApproximateNumberOfMessagesDelayed"));
    }

    private async Task<StoreStatus> StoreAsync(Region region, Stage stage, CancellationToken cancellation) => new(
        region.Name,
        stage.Name,
        await OrNullAsync(
            token => stage.Store == StoreKind.Aurora
                ? OnItsWay(Components.Database(region, stage.Name), () => RowsAsync(region, stage.Name)).WaitAsync(token)
                : ItemsAsync(region, token),
            cancellation));

    private async Task<long?> RowsAsync(Region region, string database)
    {
        var within = (int)LoginWithin.TotalSeconds;
        var settings = new NpgsqlConnectionStringBuilder(parts.InstanceOf(region, database).WorkersConnectionString(database))
        {
            Timeout = within, CommandTimeout = within, CancellationTimeout = -1, MaxPoolSize = 2, ApplicationName = "lab",
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM records", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long?> ItemsAsync(Region region, CancellationToken cancellation)
    {
        long count = 0;
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await parts.Dynamo[region].ScanAsync(
                new ScanRequest(Topology.Table) { Select = Select.COUNT, ExclusiveStartKey = from }, cancellation);
            count += page.Count ?? 0;
            from = page.LastEvaluatedKey;
        }
        while (from is { Count: > 0 });
        return count;
    }

    private async Task<IReadOnlyList<RegionRoute>?> RoutingAsync(CancellationToken cancellation)
    {
        var routes = (await new RouterClient(parts, time).ReadAsync(cancellation)).ToDictionary(r => r.Name);
        return
        [
            .. Region.All.Select(region =>
            {
                var way = routes[DnsNames.In].Targets.Single(t => t.Region == region.Name);
                return new RegionRoute(region.Name, way.Weight ?? 0, way.Share, way.Offline, way.Health.Healthy, routes[DnsNames.Out(region)].Active);
            }),
        ];
    }

    private async Task<long?> DeliveredAsync(CancellationToken cancellation)
    {
        var address = parts.Components[Components.RecordDestination].Address;
        using var answer = JsonDocument.Parse(await parts.Http.GetStringAsync(new Uri($"http://{address}/delivered"), cancellation));
        return answer.RootElement.GetProperty("count").GetInt64();
    }

    // A failure to answer is what is being observed here: it becomes null, which no reader takes for zero.
    private async Task<T?> OrNullAsync<T>(Func<CancellationToken, Task<T?>> ask, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return default;
        }
    }
}
