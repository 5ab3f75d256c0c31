using System.Net;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Engines.Lab;
using ActiveActive.Scenarios;
using Npgsql;

namespace ActiveActive.Engines.OnDocker;

/// <summary>
/// Finds the lab's containers, which Compose made, and makes of them a lab: databases, links, queues, table. What they are and how
/// they hang together is written in docker-compose.yml alone. Disposing leaves them as they are; they are Compose's.
/// </summary>
internal sealed class DockerEngine : IEngine
{
    private const string LabNetwork = "lab";
    private const string ReplicationNetwork = "interregion";

    private static readonly IReadOnlyList<string> Expected =
    [
        .. Region.All.SelectMany(r => Topology.Pairs.Select(p => Contracts.Components.Instance(r, p))),
        .. Region.All.Select(Contracts.Components.Aws),
        Contracts.Components.DnsRouter,
        .. Region.All.SelectMany(r => Stage.All.Select(s => Contracts.Components.Container(r, s))),
        Contracts.Components.RecordSource,
        Contracts.Components.RecordDestination,
    ];

    private readonly DockerLabOptions _options;
    private readonly TimeProvider _time;
    private readonly DockerApi _docker;
    private readonly Attachments _attachments;
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly SemaphoreSlim _looking = new(1, 1);
    private IReadOnlyDictionary<string, string> _networks = new Dictionary<string, string>();
    private IReadOnlyList<ContainerComponent> _components = [];

    public DockerEngine(DockerLabOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        Directory.CreateDirectory(options.StateFolder);
        _attachments = new Attachments(Path.Combine(options.StateFolder, "attachments.json"));
        _docker = new DockerApi(options);
    }

    /// <inheritdoc/>
    public string Name => "docker";

    /// <inheritdoc/>
    public string Outside => "docker";

    /// <inheritdoc/>
    public bool Outlives => true;

    /// <inheritdoc/>
    public string Histories => _options.HistoryFolder;

    /// <inheritdoc/>
    public string DeliveryLog => _options.DeliveryLog;

    /// <inheritdoc/>
    public string GivenRecords => Path.Combine(_options.StateFolder, "given.jsonl");

    /// <inheritdoc/>
    public string FaultJournal => Path.Combine(_options.StateFolder, "faults.json");

    /// <inheritdoc/>
    public async Task<LabParts> StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var containers = await UntilCompleteAsync(cancellation);
        _networks = await _docker.NetworksAsync(cancellation);
        foreach (var network in new[] { LabNetwork, ReplicationNetwork })
        {
            if (!_networks.ContainsKey(network))
                throw new LabEnvironmentException($"lab '{_options.Lab}' has no network labelled {DockerLabOptions.NetworkLabel}={network}; 'docker compose up -d' makes it");
        }

        _attachments.Learn(containers, _networks);
        var pairs = Pairs();
        var standIn = StandInOf(containers);
        _components = [.. Expected.Select(name => Component(name, pairs, standIn))];
        await RefreshAsync(cancellation);
        var parts = new LabParts(_components, pairs, _http, standIn?.Table) { Scope = StandIn.Scope(standIn, containers) };

        await MakeWholeAsync(progress, cancellation);
        await ReadyAsync(_components.Where(c => c.Name.Contains("/a", StringComparison.Ordinal)), cancellation);
        progress.Report("PostgreSQL instances and AWS emulators are up");
        await Task.WhenAll(pairs.Values.SelectMany(p => p.Instances).Select(i => SetUpAsync(i, cancellation)));
        if (standIn is null)
            await Task.WhenAll(Region.All.Select(r => ForgetFaultsAsync(parts.Aws(r), cancellation)));
        await Provisioner.MakeAsync(parts, cancellation);
        progress.Report("databases are linked; queues and the global table are made");
        await ReadyAsync(_components, cancellation);
        await RefreshAsync(cancellation);
        progress.Report($"{_components.Count} components are up");
        return parts;
    }

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        // One at a time, or an older look could be taken in after a newer one.
        await _looking.WaitAsync(cancellation);
        try
        {
            var containers = await _docker.ContainersAsync(cancellation);
            foreach (var component in _components)
                component.Update(containers.GetValueOrDefault(component.Name));
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <inheritdoc/>
    public async Task CopyLogsAsync(string folder, CancellationToken cancellation)
    {
        foreach (var (name, container) in await _docker.ContainersAsync(cancellation))
        {
            await using var file = new FileStream(Path.Combine(folder, name.Replace('/', '-') + ".log"), FileMode.Create);
            await _docker.CopyLogAsync(container.ID, file, cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _docker.Dispose();
        _http.Dispose();
        _looking.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Compose makes containers one after the other; the controller may be among the first.</summary>
    private async Task<IReadOnlyDictionary<string, Docker.DotNet.Models.ContainerListResponse>> UntilCompleteAsync(CancellationToken cancellation)
    {
        var from = _time.GetTimestamp();
        while (true)
        {
            var containers = await _docker.ContainersAsync(cancellation);
            // One that has ended is there, and can be started again; one that Compose has only created is on its way.
            var missing = Expected.Where(name => containers.GetValueOrDefault(name)?.State is not ("running" or "paused" or "exited")).ToList();
            if (missing.Count == 0)
                return containers;
            if (_time.GetElapsedTime(from) > _options.StartDeadline)
                throw new LabEnvironmentException($"lab '{_options.Lab}' is not complete: {string.Join(", ", missing)} do not run; 'docker compose up -d' starts them, 'docker compose logs' tells why one ended");
            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellation);
        }
    }

    /// <summary>On a machine that is busy one statement may take longer than a call may last. What is made by then stays, so it is asked again.</summary>
    private async Task SetUpAsync(AuroraInstance instance, CancellationToken cancellation)
    {
        var from = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await AuroraSetUp.EnsureAsync(instance, cancellation);
                return;
            }
            catch (Exception slow) when (slow is TimeoutException or NpgsqlException && !cancellation.IsCancellationRequested)
            {
                if (_time.GetElapsedTime(from) > _options.StartDeadline)
                    throw new LabEnvironmentException($"{instance.Name} could not be set up within {_options.StartDeadline.TotalSeconds:0} s: {slow.Message}", slow);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellation);
        }
    }

    /// <summary>A lab begins whole: what a controller before this one failed, and did not live to recover, is recovered.</summary>
    private async Task MakeWholeAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var failed = _components.Where(c => c.State != RunState.Running).ToList();
        if (failed.Count == 0)
            return;
        progress.Report($"recovering what an earlier life of the lab left failed: {string.Join(", ", failed.Select(c => c.Seen))}");
        await Task.WhenAll(failed.Select(c => c.ReviveAsync(cancellation)));
        await RefreshAsync(cancellation);
    }

    private async Task ForgetFaultsAsync(IPEndPoint aws, CancellationToken cancellation)
    {
        using var response = await _http.DeleteAsync(new Uri($"http://{aws}/_lab/faults"), cancellation);
        response.EnsureSuccessStatusCode();
    }

    private Task ReadyAsync(IEnumerable<ContainerComponent> components, CancellationToken cancellation) =>
        Task.WhenAll(components.Select(c => c.WaitUntilReadyAsync(() => null, _time, _options.StartDeadline, cancellation)));

    private IReadOnlyDictionary<string, AuroraPair> Pairs() => Topology.Pairs.ToDictionary(
        pair => pair,
        pair =>
        {
            var both = Region.All.Select(region => Instance(region, pair)).ToList();
            return new AuroraPair(both[0], both[1]);
        });

    private AuroraInstance Instance(Region region, string pair)
    {
        var networks = _attachments.Of(Contracts.Components.Instance(region, pair));
        return new AuroraInstance(
            new AuroraInstanceOptions
            {
                Region = region,
                Pair = pair,
                Address = IPAddress.Parse(networks[LabNetwork].Address),
                ReplicationAddress = IPAddress.Parse(networks[ReplicationNetwork].Address),
                Databases = Topology.DatabasesOf(pair),
            },
            new AuroraPasswords { Workers = _options.Password, Replication = _options.Password, Admin = _options.Password },
            _time);
    }

    private StandIn? StandInOf(IReadOnlyDictionary<string, Docker.DotNet.Models.ContainerListResponse> containers)
    {
        if (StandIn.ImageOf(containers[Contracts.Components.Aws(Region.One)]) is not { } image)
            return null;
        if (!containers.ContainsKey(StandIn.TableComponent))
            throw new LabEnvironmentException($"{image} stands in for AWS, and no container {StandIn.TableComponent} keeps the table; start the lab with docker-compose.localstack.yml");
        return new StandIn(image, new IPEndPoint(IPAddress.Parse(_attachments.Of(StandIn.TableComponent)[LabNetwork].Address), Ports.Aws));
    }

    private ContainerComponent Component(string name, IReadOnlyDictionary<string, AuroraPair> pairs, StandIn? standIn)
    {
        var belongs = _attachments.Of(name);
        var instance = pairs.Values.SelectMany(p => p.Instances).SingleOrDefault(i => i.Name == name);
        var region = Region.All.SingleOrDefault(r => Contracts.Components.Aws(r) == name);
        var port = instance is not null ? instance.Options.Port : region is not null ? Ports.Aws : Ports.Http;
        var address = new IPEndPoint(IPAddress.Parse(belongs[LabNetwork].Address), port);
        Func<CancellationToken, Task> ready = (instance, region, standIn) switch
        {
            ({ } i, _, _) => token => i.WaitUntilReadyAsync(TimeSpan.FromSeconds(2), token),
            (_, { } r, { }) => token => StandIn.ProbeAsync(r, address, token),
            _ => token => HealthAsync(address, token),
        };
        return new ContainerComponent(name, address, instance is null && (region is null || standIn is null), belongs, _networks, ready, _docker, _time);
    }

    private async Task HealthAsync(IPEndPoint address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var response = await _http.GetAsync(new Uri($"http://{address}/health"), either.Token);
        response.EnsureSuccessStatusCode();
    }
}
