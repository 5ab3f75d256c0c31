using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ActiveActive.Controller;
using ActiveActive.Engines.OnDocker;
using ActiveActive.ScenarioTests.Containers.Compose;
using ActiveActive.ScenarioTests.Processes;
using ActiveActive.Scenarios;
using Docker.DotNet;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>
/// A lab in containers, with a name, addresses and ports of its own, as docker-compose.yml describes it and Testcontainers starts it.
/// Everything of it bears the label activeactive.lab, and goes by that label with the lab or with this process, whichever ends first.
/// </summary>
public sealed class ContainerLab : IAsyncLifetime
{
    private const string ControllerService = "controller";

    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, IContainer> _containers = [];
    private readonly DockerClient _docker = EngineSocket.Connect();
    private LabAddresses? _addresses;
    private Reaper? _reaper;
    private ComposeFile? _description;
    private LabClient? _client;

    /// <summary>Files beside docker-compose.yml, and variables beside those that keep labs apart.</summary>
    internal (IReadOnlyList<string> Overlays, IReadOnlyDictionary<string, string> Variables) With { get; init; } = ([], new Dictionary<string, string>());

    /// <summary>Its project, which is also the value of its label.</summary>
    public string Name { get; } = NewName();

    /// <summary>False where there is no engine.</summary>
    public bool IsStarted => _client is not null;

    /// <summary>Its controller.</summary>
    public LabClient Client => _client ?? throw new InvalidOperationException("the lab is not started");

    /// <summary>The Docker API: whatever a user may do by hand.</summary>
    public DockerClient Docker => _docker;

    /// <summary>The names of its services.</summary>
    public IReadOnlyCollection<string> Services => _containers.Keys;

    /// <summary>The container of a service of docker-compose.yml.</summary>
    public IContainer this[string service] => _containers[service];

    /// <summary>Where a port of a service is published.</summary>
    public IPEndPoint Published(string service, int port) => new(IPAddress.Loopback, _containers[service].GetMappedPublicPort(port));

    /// <summary>A name that no lab has.</summary>
    internal static string NewName() => "aa-test-" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests that use it do.
        if (await EngineRequirement.IsMetAsync())
            await StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it; returns when its controller says that all components work.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        TestcontainersSettings.ResourceReaperEnabled = false;
        _addresses = await LabAddresses.ReserveAsync(_docker, cancellation);
        _reaper = Reaper.Start($"{DockerLabOptions.LabLabel}={Name}");
        var variables = new Dictionary<string, string>(_addresses.Environment(Name).Concat(With.Variables));
        _description = await ComposeCommand.DescribeAsync(variables, With.Overlays, cancellation);
        await CreateAndStartAsync(_description, cancellation);
        await ConnectAsync(cancellation);
    }

    /// <summary>Kills the controller with SIGKILL, starts it again, and returns when the new one answers.</summary>
    public async Task KillControllerAsync(CancellationToken cancellation)
    {
        var id = _containers["controller"].Id;
        await _docker.Containers.KillContainerAsync(id, new() { Signal = "KILL" }, cancellation);
        await _docker.Containers.StartContainerAsync(id, new(), cancellation);
        // The file of the killed one lies there until the new one has its own, and a page that was open goes on with its token.
        await WaitFor.ConditionAsync(AnswersAsync, StartWithin, "the new controller to answer");

        async Task<bool> AnswersAsync()
        {
            try
            {
                await ConnectAsync(cancellation);
                await Client.StatusAsync(cancellation);
                return true;
            }
            catch (Exception notYet) when (notYet is LabEnvironmentException or LabApiException or IOException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_reaper is not null)
        {
            await _reaper.DisposeAsync();
            Assert.Empty(await LabelledThings.ListAsync(_docker, DockerLabOptions.LabLabel, Name));
        }

        _addresses?.Dispose();
        _docker.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        if (await ControllerContainer.FindAsync(Name, EngineSocket.Address, cancellation) is not (var api, { } file))
            throw new LabEnvironmentException($"the controller of {Name} is healthy and has no lab.json");
        _client?.Dispose();
        _client = new LabClient(JsonSerializer.Deserialize<LabState>(file, LabJson.Options)! with { Url = api.GetLeftPart(UriPartial.Authority) });
    }

    private async Task CreateAndStartAsync(ComposeFile description, CancellationToken cancellation)
    {
        var translation = new ComposeTranslation((DockerLabOptions.LabLabel, Name));
        var networks = description.Networks.ToDictionary(n => n.Key, n => translation.Network(n.Value));
        var volumes = description.Volumes.ToDictionary(v => v.Key, v => translation.Volume(v.Value));
        await Task.WhenAll([.. networks.Values.Select(n => n.CreateAsync(cancellation)), .. volumes.Values.Select(v => v.CreateAsync(cancellation))]);
        foreach (var (name, service) in description.Services)
            _containers.Add(name, translation.Container(name, service, networks, volumes));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = TimeProvider.System.CreateTimer(_ => limit.Cancel(), null, StartWithin, Timeout.InfiniteTimeSpan);
        await StartOrder.StartAsync(description.Services, (name, token) => _containers[name].StartAsync(token), limit.Token);
    }
}
