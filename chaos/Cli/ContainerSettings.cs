using System.Globalization;
using System.Net;
using ActiveActive.Controller;
using ActiveActive.Engines.OnDocker;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>What docker-compose.yml tells the controller's container: which lab is its own, and where volumes and ports are.</summary>
internal sealed record ContainerSettings(DockerLabOptions Lab, IPEndPoint Listen, int PublishedPort, string RunsFolder, TimeProvider Time) : ILabFactory
{
    /// <inheritdoc/>
    public string Engine => Cli.Engine.Docker;

    /// <summary>Reads AA_LAB, AA_PASSWORD, AA_HOME, AA_HISTORIES, AA_DELIVERIES, AA_RUNS, AA_API_LISTEN and AA_API_PORT.</summary>
    /// <exception cref="UsageException">One is missing or unusable.</exception>
    public static ContainerSettings OfEnvironment()
    {
        static string Of(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new UsageException($"{name} is not set; the controller runs as docker-compose.yml says");
        if (!IPEndPoint.TryParse(Of("AA_API_LISTEN"), out var listen))
            throw new UsageException($"AA_API_LISTEN is '{Of("AA_API_LISTEN")}'; it is an address and a port: 0.0.0.0:8080");
        if (!int.TryParse(Of("AA_API_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            throw new UsageException($"AA_API_PORT is '{Of("AA_API_PORT")}'; it is a port from 1 to 65535");
        var lab = new DockerLabOptions
        {
            Lab = Of("AA_LAB"), Password = Of("AA_PASSWORD"), StateFolder = Of("AA_HOME"), HistoryFolder = Of("AA_HISTORIES"), DeliveryLog = Of("AA_DELIVERIES"),
        };
        return new ContainerSettings(lab, listen, port, Of("AA_RUNS"), TimeProvider.System);
    }

    /// <inheritdoc/>
    public ILab Create() => DockerLab.Create(Lab, Time);

    /// <summary>The controller's settings.</summary>
    public ControllerOptions Controller(Surroundings here) => here.Controller with
    {
        Listen = Listen.Address, Port = Listen.Port, PublishedPort = PublishedPort, RunsFolder = RunsFolder,
    };
}
