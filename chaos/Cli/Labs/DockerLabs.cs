using System.Text.Json;
using ActiveActive.Controller;
using ActiveActive.Engines.OnDocker;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>Labs in containers: docker-compose.yml says what they are, Compose starts and ends them, their own controller answers.</summary>
internal sealed class DockerLabs(Surroundings here, DockerSocket socket) : ILabs
{
    private readonly Compose _compose = new(Project, here.Root, socket);

    private static string Project => Environment.GetEnvironmentVariable("COMPOSE_PROJECT_NAME") is { Length: > 0 } named ? named : "activeactive";

    private string LogFile => Path.Combine(here.Home, "containers.log");

    /// <inheritdoc/>
    public async Task<FoundLab?> FindAsync(CancellationToken cancellation)
    {
        if (await ControllerContainer.FindAsync(Project, socket.Address, cancellation) is not var (api, file))
            return null;
        if (file is null)
            throw new LabEnvironmentException("the lab is still starting; 'docker compose logs controller' tells how far it is");
        var state = JsonSerializer.Deserialize<LabState>(file, LabJson.Options)!;
        return new FoundLab(state with { Url = api.GetLeftPart(UriPartial.Authority) }, OwnDisk: true);
    }

    /// <inheritdoc/>
    public async Task<FoundLab> StartAsync(bool fresh, TextWriter error, CancellationToken cancellation)
    {
        await SurveyAsync(cancellation);
        using var alone = Lock();
        await MakeImagesAsync(error, cancellation);
        // Looked at again: that may have taken minutes.
        var engine = await SurveyAsync(cancellation);
        var running = engine.Containers.Where(c => c.Lab == Project && c.State is "running" or "paused").ToList();
        if (fresh && running.Count > 0)
        {
            throw new LabEnvironmentException(
                $"the lab is half started: {running.Count} of its containers run, and its controller does not; './aa up --engine docker' completes it, './aa down --engine docker' ends it");
        }

        var plan = await PlanAsync(cancellation);
        new StartCheck(Project, engine, plan).CheckRoom();
        await HaveImagesAsync(plan, cancellation);
        if (fresh)
            await ComposeAsync(cancellation, "down", "--volumes", "--remove-orphans", "--timeout", "5");
        var hadData = engine.HasVolumes && !fresh;
        try
        {
            // Compose starts what has ended, and refuses what is paused.
            if (running.Where(c => c.State == "paused").Select(c => c.Name).ToArray() is { Length: > 0 } paused)
                await _compose.DockerAsync(["unpause", .. paused], cancellation);
            await ComposeAsync(cancellation, "up", "--detach", "--wait");
            return await FindAsync(cancellation) ?? throw new LabEnvironmentException("the lab's controller ended as soon as it was up");
        }
        catch (Exception failed)
        {
            // Half a lab is in everybody's way. What it said is kept, and so is what it did not make.
            var said = await KeepLogAsync();
            var after = await TakeDownAsync(hadData);
            if (failed is OperationCanceledException)
                throw;
            throw new LabEnvironmentException($"{failed.Message}\n{after}; {said}", failed);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> EndAsync(bool forget, TextWriter error, CancellationToken cancellation)
    {
        var engine = await SurveyAsync(cancellation);
        string[] rest = forget ? ["--volumes"] : [];
        await ComposeAsync(cancellation, ["down", "--remove-orphans", "--timeout", "5", .. rest]);
        return engine.Containers.Any(c => c.Lab == Project);
    }

    private async Task<EngineFindings> SurveyAsync(CancellationToken cancellation)
    {
        var engine = await EngineSurvey.LookAsync(Project, socket.Address, cancellation);
        StartCheck.CheckEngine(Project, here.Root, engine);
        return engine;
    }

    /// <summary>Two that start one lab at once would take each other's containers away.</summary>
    private FileStream Lock()
    {
        Directory.CreateDirectory(here.Home);
        try
        {
            return new FileStream(Path.Combine(here.Home, $"starting-{Project}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new LabEnvironmentException($"another './aa' is starting lab '{Project}' at this moment; wait until it is up", held);
        }
    }

    private async Task<string> TakeDownAsync(bool keepData)
    {
        try
        {
            await ComposeAsync(CancellationToken.None, ["down", "--remove-orphans", "--timeout", "5", .. keepData ? Array.Empty<string>() : ["--volumes"]]);
            return "The lab was taken down again";
        }
        catch (LabEnvironmentException stayed)
        {
            // The failure that led here is the one to report first.
            return $"The lab could not be taken down ({stayed.Message}); './aa down --engine docker' tries again";
        }
    }

    private async Task<ComposePlan> PlanAsync(CancellationToken cancellation)
    {
        try
        {
            return ComposePlan.Read(await _compose.RunAsync(cancellation, "config", "--format", "json"));
        }
        catch (ComposeException unreadable)
        {
            throw new LabEnvironmentException($"docker compose cannot read docker-compose.yml: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Images are made of the sources beside docker-compose.yml; what has not changed since costs a second.</summary>
    private async Task MakeImagesAsync(TextWriter error, CancellationToken cancellation)
    {
        var script = Path.Combine(here.Root, "scripts", "images.sh");
        if (!File.Exists(script))
            return;
        try
        {
            await _compose.RunAsync(script, ["quiet"], line => error.WriteLine(line), cancellation);
        }
        catch (ComposeException failed)
        {
            throw new LabEnvironmentException($"the lab's images could not be made: {failed.Message}", failed);
        }
    }

    private async Task HaveImagesAsync(ComposePlan plan, CancellationToken cancellation)
    {
        foreach (var image in plan.Images)
        {
            try
            {
                await _compose.DockerAsync(["image", "inspect", "--format", "{{.Id}}", image.Name], cancellation);
            }
            catch (ComposeException) when (!image.MayBePulled)
            {
                throw new LabEnvironmentException($"the image {image.Name} is not here; './aa images' makes the lab's images");
            }
            catch (ComposeException)
            {
                await PullAsync(image.Name, cancellation);
            }
        }
    }

    private async Task PullAsync(string image, CancellationToken cancellation)
    {
        try
        {
            await _compose.DockerAsync(["pull", "--quiet", image], cancellation);
        }
        catch (ComposeException unavailable)
        {
            throw new LabEnvironmentException(
                $"the image {image} is not here and cannot be pulled: {unavailable.Message}; name another (POSTGRES_IMAGE, AWS_EMULATOR_IMAGE), or leave that variable out and let './aa images' make it", unavailable);
        }
    }

    private async Task ComposeAsync(CancellationToken cancellation, params string[] command)
    {
        try
        {
            await _compose.RunAsync(cancellation, command);
        }
        catch (ComposeException failed)
        {
            throw new LabEnvironmentException($"'docker compose {string.Join(' ', command)}' failed: {Explain(failed.Message)}", failed);
        }
    }

    private static string Explain(string said) => said.Contains("Pool overlaps", StringComparison.Ordinal)
        ? $"{said}\nAnother network has these addresses; choose others with AA_SUBNET, for example AA_SUBNET=172.29"
        : said;

    private async Task<string> KeepLogAsync()
    {
        try
        {
            Directory.CreateDirectory(here.Home);
            await File.WriteAllTextAsync(LogFile, await _compose.RunAsync(CancellationToken.None, "logs", "--no-color", "--timestamps"));
            return $"what its containers said is in {LogFile}";
        }
        catch (Exception unwritten) when (unwritten is ComposeException or IOException or UnauthorizedAccessException)
        {
            return $"what its containers said could not be kept: {unwritten.Message}";
        }
    }
}
