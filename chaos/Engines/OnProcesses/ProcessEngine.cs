using ActiveActive.Contracts;
using ActiveActive.Engines.Lab;
using ActiveActive.Engines.Processes;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>Runs every component as a child that dies with the lab, and makes what they share.</summary>
internal sealed class ProcessEngine : IEngine
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly ProcessLabOptions _options;
    private readonly TimeProvider _time;
    private readonly LabLock _lock;
    private readonly ChildLauncher _launcher;
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<ChildComponent> _children = [];

    private ProcessEngine(ProcessLabOptions options, LabLock held, TimeProvider time)
    {
        (_options, _lock, _time) = (options, held, time);
        // Before anything is deleted: a lab that cannot start must not cost the one before.
        options.Require?.Invoke();
        if (options.Fresh && Directory.Exists(options.DataFolder))
            Directory.Delete(options.DataFolder, recursive: true);
        Directory.CreateDirectory(Histories);
        Directory.CreateDirectory(Logs);
        _launcher = new ChildLauncher(time);
    }

    /// <inheritdoc/>
    public string Name => "processes";

    /// <inheritdoc/>
    public string Outside => "a signal";

    /// <inheritdoc/>
    public bool Outlives => false;

    /// <inheritdoc/>
    public string Histories => Path.Combine(_options.DataFolder, "history");

    /// <inheritdoc/>
    public string DeliveryLog => Path.Combine(_options.DataFolder, "deliveries.jsonl");

    /// <inheritdoc/>
    public string GivenRecords => Path.Combine(_options.DataFolder, "given.jsonl");

    /// <inheritdoc/>
    public string FaultJournal => Path.Combine(_options.DataFolder, "faults.json");

    private string Logs => Path.Combine(_options.DataFolder, "logs");

    /// <summary>Takes the addresses and the folder.</summary>
    /// <exception cref="LabEnvironmentException">Another lab holds them, or the folder cannot be used.</exception>
    public static ProcessEngine Take(ProcessLabOptions options, TimeProvider time)
    {
        var held = LabLock.Take(options.Net, options.DataFolder);
        try
        {
            return new ProcessEngine(options, held, time);
        }
        catch (LabEnvironmentException)
        {
            held.Dispose();
            throw;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new LabEnvironmentException($"the data folder {options.DataFolder} cannot be used: {unusable.Message}; choose another with AA_HOME", unusable);
        }
    }

    /// <inheritdoc/>
    public async Task<LabParts> StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var addresses = new AddressPlan(_options.Net);
        var aurora = await AuroraServers.PrepareAsync(_options, addresses, progress, _time, cancellation);
        var roster = new Roster(_options, addresses, aurora.Passwords, _http, _launcher, _time);
        // The router's health checks log in to the databases, so the file holds their password.
        OwnersFile.Write(roster.RecordSetsFile, RecordSets.ToJson(addresses, (region, database) => aurora.Pairs[Topology.PairOf(database)].In(region)));
        ChildComponent[] foundations = [.. aurora.Servers.Select(roster.Instance), .. Region.All.Select(roster.Aws)];
        ChildComponent[] services =
        [
            roster.DnsRouter(),
            .. Region.All.SelectMany(r => Stage.All.Select(s => roster.Worker(r, s))),
            roster.RecordSource(),
            roster.RecordDestination(),
        ];

        await StartAsync(foundations, cancellation);
        progress.Report("PostgreSQL instances and AWS emulators are up");
        var parts = new LabParts([.. foundations, .. services], aurora.Pairs, _http);
        await Provisioner.MakeAsync(parts, cancellation);
        progress.Report("databases are linked; queues and the global table are made");
        await StartAsync(services, cancellation);
        progress.Report($"{parts.Components.Count} components are up");
        return parts;
    }

    /// <inheritdoc/>
    public Task RefreshAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CopyLogsAsync(string folder, CancellationToken cancellation)
    {
        foreach (var log in Directory.EnumerateFiles(Logs))
            File.Copy(log, Path.Combine(folder, Path.GetFileName(log)), overwrite: true);
        return Task.CompletedTask;
    }

    /// <summary>Lets go of the addresses of a lab that never began.</summary>
    public void Release()
    {
        _launcher.Dispose();
        _http.Dispose();
        _lock.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(c => c.Child).OfType<ChildProcess>().Where(c => c.State != ChildState.Gone)
            .Select(c => c.SignalTreeAsync(ChildSignal.Kill, default)));
        Release();
    }

    private async Task StartAsync(IReadOnlyList<ChildComponent> components, CancellationToken cancellation)
    {
        foreach (var component in components)
        {
            // Before its start: a start that is cancelled may have left a process.
            _children.Add(component);
            await component.StartAsync(cancellation);
        }

        await Task.WhenAll(components.Select(c => c.WaitUntilReadyAsync(StartDeadline, cancellation)));
    }
}
