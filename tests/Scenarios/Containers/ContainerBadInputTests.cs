using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActiveActive.Engines.OnDocker;
using ActiveActive.ScenarioTests.CommandLine;
using Docker.DotNet.Models;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What keeps a lab in containers from starting ends with exit code 2, names the thing and says what would do; nothing is left.</summary>
[Collection(OwnLabsCollection.Name)]
public sealed class ContainerBadInputTests : IAsyncDisposable
{
    private const string ProjectLabel = "com.docker.compose.project";
    private const string NumberLabel = "com.docker.compose.container-number";

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("aa-bad-");
    private readonly string _name = ContainerLab.NewName();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_engine_setup_is_named()
    {
        var run = await Aa([("DOCKER_HOST", $"unix://{_work.FullName}/nowhere.sock")]).RunAsync("up --engine docker");
        Refused(run, "no Docker engine answers", "./aa setup");
    }

    [Fact]
    public async Task An_engine_elsewhere_is_refused() =>
        Refused(await Aa([("DOCKER_HOST", "tcp://127.0.0.1:2375")]).RunAsync("up --engine docker"), "DOCKER_HOST is tcp://127.0.0.1:2375", "unix://");

    [Fact]
    public async Task An_engine_that_is_too_old_is_told_apart_by_its_API()
    {
        var socket = Path.Combine(_work.FullName, "old.sock");
        await using var engine = new EngineOfThePast(socket);
        Refused(await Aa([("DOCKER_HOST", "unix://" + socket)]).RunAsync("down --engine docker"), "Docker 20.10.24 is too old", "1.41", "1.44");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_variable_that_chooses_another()
    {
        using var addresses = await RequireAsync();
        var environment = addresses.Environment(_name);
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(environment["AA_DNS_PORT"], CultureInfo.InvariantCulture)));
        taken.Listen();
        Refused(await Aa(environment).RunAsync("up --engine docker"), environment["AA_DNS_PORT"], "dns-router", "AA_DNS_PORT");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_named()
    {
        using var addresses = await RequireAsync();
        // A registry at a port of this machine where nobody listens.
        var environment = addresses.Environment(_name);
        environment["COMPOSE_FILE"] = "docker-compose.yml:docker-compose.localstack.yml";
        environment["AWS_EMULATOR_IMAGE"] = "127.0.0.1:9/nowhere/aws:1";
        Refused(await Aa(environment).RunAsync("up --engine docker"), "127.0.0.1:9/nowhere/aws:1", "cannot be pulled", "AWS_EMULATOR_IMAGE");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_compose_project_of_somebody_else_is_left_alone()
    {
        using var addresses = await RequireAsync();
        using var docker = EngineSocket.Connect();
        var stranger = await docker.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = _name + "-stranger", Image = "activeactive/lab", Labels = new Dictionary<string, string> { [ProjectLabel] = _name, [NumberLabel] = "1" },
            },
            Cancel);
        try
        {
            foreach (var command in (string[])["up", "down", "run baseline"])
                Refused(await Aa(addresses.Environment(_name)).RunAsync($"{command} --engine docker"), $"'{_name}' is not this lab's", $"{_name}-stranger", "COMPOSE_PROJECT_NAME");
            Assert.Equal("created", (await docker.Containers.InspectContainerAsync(stranger.ID, Cancel)).State!.Status);
        }
        finally
        {
            await docker.Containers.RemoveContainerAsync(stranger.ID, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }

        await NothingIsLeftAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What was refused left nothing; what was not, and should have been, goes here.
        await Reaper.Start($"{DockerLabOptions.LabLabel}={_name}").DisposeAsync();
        _work.Delete(recursive: true);
    }

    private static void Refused(AaRun run, params IEnumerable<string> named)
    {
        run.EndedWith(2);
        Assert.Empty(run.Output);
        Assert.All(named, word => Assert.Contains(word, run.Errors, StringComparison.Ordinal));
    }

    private static async Task<LabAddresses> RequireAsync()
    {
        await EngineRequirement.RequireAsync();
        using var docker = EngineSocket.Connect();
        return await LabAddresses.ReserveAsync(docker, Cancel);
    }

    private AaProgram Aa(IEnumerable<KeyValuePair<string, string>> environment) => Aa([.. environment.Select(e => (e.Key, (string?)e.Value))]);

    private AaProgram Aa((string Name, string? Value)[] environment) =>
        new(_work.FullName, [("AA_HOME", _work.FullName), ("AA_ROOT", AaProgram.Repository), ("COMPOSE_PROJECT_NAME", _name), .. environment]);

    private async Task NothingIsLeftAsync()
    {
        using var docker = EngineSocket.Connect();
        Assert.Empty(await LabelledThings.ListAsync(docker, DockerLabOptions.LabLabel, _name));
    }
}
