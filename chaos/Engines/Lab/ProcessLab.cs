using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Binaries;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Engines.Processes;
using ActiveActive.Faults;
using ActiveActive.Hosting.History;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Region = ActiveActive.Contracts.Region;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// The lab as child processes on loopback addresses. Stop is SIGTERM, kill is SIGKILL, pause is SIGSTOP, each on a component's
/// whole process tree; what nobody of ours did to a process is found and written down as done by hand.
/// </summary>
public sealed class ProcessLab : ILab
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly ProcessLabOptions _options;
    private readonly LabLock _lock;
    private readonly ChildLauncher _launcher;
    private readonly JsonLinesHistory _history;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, (ActiveFault Fault, Target Target, FaultKind Kind)> _faults = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private LabParts? _parts;
    private Task _watch = Task.CompletedTask;
    private int _found;

    private ProcessLab(ProcessLabOptions options, TimeProvider time)
    {
        _options = options;
        Time = time;
        _lock = LabLock.Take(options.Net, options.DataFolder);
        Directory.CreateDirectory(Path.Combine(options.DataFolder, "history"));
        Directory.CreateDirectory(Path.Combine(options.DataFolder, "logs"));
        _launcher = new ChildLauncher(time);
        _http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        _history = new JsonLinesHistory(Path.Combine(options.DataFolder, "history", Components.Lab + ".jsonl"), Components.Lab, time);
        _history.Write(new HistoryEvent(HistoryEvents.Started));
    }

    /// <inheritdoc/>
    public string Engine => "processes";

    /// <inheritdoc/>
    public IHistory History => _history;

    /// <inheritdoc/>
    public TimeProvider Time { get; }

    private LabParts Parts => _parts ?? throw new InvalidOperationException("The lab is not started.");

    /// <summary>Takes the addresses; nothing runs yet.</summary>
    /// <exception cref="LabEnvironmentException">Another lab holds them.</exception>
    public static ProcessLab Create(ProcessLabOptions options, TimeProvider time) => new(options, time);

    /// <inheritdoc/>
    public async Task StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        try
        {
            await StartAllAsync(progress, cancellation);
        }
        catch (Exception failure) when (failure is AuroraException or ChildStartException or InvalidOperationException { InnerException: null })
        {
            throw new LabEnvironmentException(failure.Message, failure);
        }
    }

    private async Task StartAllAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var addresses = new AddressPlan(_options.Net);
        var passwords = Passwords();
        var roster = new Roster(_options, addresses, passwords, _http);
        var pairs = await PairsAsync(addresses, passwords, cancellation);
        File.WriteAllText(roster.RecordSetsFile, RecordSets.ToJson(addresses, (region, database) => pairs[Topology.PairOf(database)].In(region)));

        Managed[] foundations =
        [
            .. pairs.Values.SelectMany(p => p.Instances).Select(roster.Instance),
            .. Region.All.Select(roster.Aws),
        ];
        Managed[] services =
        [
            roster.DnsRouter(),
            .. Region.All.SelectMany(r => Stage.All.Select(s => roster.Worker(r, s))),
            roster.RecordSource(),
            roster.RecordDestination(),
        ];
        var keys = new BasicAWSCredentials("test", "test");
        _parts = new LabParts
        {
            Addresses = addresses,
            Roster = roster,
            Http = _http,
            Processes = foundations.Concat(services).ToDictionary(p => p.Name),
            Pairs = pairs,
            Sqs = Region.All.ToDictionary(r => r, r => new AmazonSQSClient(keys, new AmazonSQSConfig
            {
                ServiceURL = $"http://{addresses.Aws(r)}", AuthenticationRegion = r.AwsName, MaxErrorRetry = 0,
            })),
            Dynamo = Region.All.ToDictionary(r => r, r => new AmazonDynamoDBClient(keys, new AmazonDynamoDBConfig
            {
                ServiceURL = $"http://{addresses.Aws(r)}", AuthenticationRegion = r.AwsName, MaxErrorRetry = 0,
            })),
        };

        await StartAsync(foundations, cancellation);
        progress.Report("PostgreSQL instances and AWS emulators are up");
        await Task.WhenAll(pairs.Values.Select(p => p.LinkAsync(cancellation)));
        await Task.WhenAll(Region.All.Select(r => Provisioner.MakeQueuesAsync(r, _parts.Sqs[r], cancellation)));
        await Provisioner.MakeTableAsync(_parts.Dynamo[Region.One], cancellation);
        progress.Report("databases are linked; queues and the global table are made");
        await StartAsync(services, cancellation);
        progress.Report($"{_parts.Processes.Count} components are up");
        _watch = WatchAsync(_end.Token);
    }

    /// <inheritdoc/>
    public async Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        var address = Parts.Addresses.Service(Components.RecordSource);
        using var content = new RecordLinesContent(records, cancellation);
        using var response = await _http.PostAsync(new Uri($"http://{address}/batches/{batch}"), content, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"record-source refused batch {batch}: {answer.GetProperty("error").GetString()}");
        return new PublishedBatch(batch, answer.GetProperty("acknowledged").GetInt32(), answer.GetProperty("retried").GetInt32());
    }

    /// <inheritdoc/>
    public async Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            var (target, kind) = (fault.Fault.Target, fault.Fault.Kind);
            if (_faults.ContainsKey(target.Name))
                throw new UnusableFaultException($"{target} is failed already; recover it first: ./aa recover {target}");
            HistoryEvent About(string what, string? detail) => new(what)
            {
                Fault = fault.Id, Target = target.Name, Kind = kind.Text(), By = by, Detail = detail,
            };
            var asPause = kind == FaultKind.Disconnect ? "disconnect as a pause: processes have no network to cut; " : "";
            _history.Write(About(HistoryEvents.FaultInjecting, null));
            var from = Time.GetUtcNow();
            var entry = new ActiveFault(
                fault.Id, target.Name, kind.Text(), by, from, fault.Fault.Duration is { } d ? from + d : null, "");
            _faults[target.Name] = (entry, target, kind);
            var faults = new FaultSwitch(Parts, _launcher, Time);
            await faults.OnAsync(target, kind, cancellation);
            var (holds, seen) = await faults.LookAsync(target, kind, cancellation);
            if (!holds)
            {
                _history.Write(About(HistoryEvents.FaultIneffective, asPause + seen));
                throw new FaultNotConfirmedException(fault.ToString(), seen);
            }

            _history.Write(About(HistoryEvents.FaultEffective, asPause + seen));
            entry = entry with { Evidence = asPause + seen };
            _faults[target.Name] = (entry, target, kind);
            return entry;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            // What others live on comes first: a fault inside a dead emulator cannot be undone, and died with it.
            var mine = _faults.Values.Where(f => targets is null || targets.Contains(f.Target))
                .OrderBy(f => f.Target.Host is null ? 0 : 1).ToList();
            var faults = new FaultSwitch(Parts, _launcher, Time);
            foreach (var (fault, target, kind) in mine)
                await NoteWhetherItHeldAsync(faults, fault, target, kind, cancellation);
            foreach (var group in mine.GroupBy(f => f.Target.Host is null))
                await Task.WhenAll(group.Select(f => RecoverOneAsync(faults, f.Fault, f.Target, cancellation)));
            return [.. mine.Select(f => f.Target.Name)];
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task NoteWhetherItHeldAsync(
        FaultSwitch faults, ActiveFault fault, Target target, FaultKind kind, CancellationToken cancellation)
    {
        var (holds, seen) = await faults.LookAsync(target, kind, cancellation);
        _history.Write(About(holds ? HistoryEvents.FaultHeld : HistoryEvents.FaultIneffective, fault, seen));
        _history.Write(About(HistoryEvents.FaultRecovering, fault, null));
    }

    private async Task RecoverOneAsync(FaultSwitch faults, ActiveFault fault, Target target, CancellationToken cancellation)
    {
        await faults.OffAsync(target, cancellation);
        _history.Write(About(HistoryEvents.FaultRecovered, fault, null));
        _faults.TryRemove(target.Name, out _);
    }

    /// <inheritdoc/>
    public Task<LabStatus> ObserveAsync(CancellationToken cancellation) =>
        new Observer(Parts, Time).ObserveAsync(Engine, [.. _faults.Values.Select(f => f.Fault)], cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CollectAsync(string folder, CancellationToken cancellation) =>
        new Collector(Parts).CollectAsync(new RunFolderWriter(folder), cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watch;
        if (_parts is { } parts)
        {
            var children = parts.Processes.Values.Select(p => p.Child).OfType<ChildProcess>().Where(c => c.State != ChildState.Gone);
            await Task.WhenAll(children.Select(c => c.SignalTreeAsync(ChildSignal.Kill, default)));
            foreach (var client in parts.Sqs.Values)
                client.Dispose();
            foreach (var client in parts.Dynamo.Values)
                client.Dispose();
        }

        _launcher.Dispose();
        _history.Write(new HistoryEvent(HistoryEvents.Stopped));
        _history.Dispose();
        _http.Dispose();
        _end.Dispose();
        _lock.Dispose();
    }

    /// <summary>Finds what somebody did to a process by hand: it counts as a fault, and recover undoes it.</summary>
    private async Task WatchAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(WatchInterval, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await _changing.WaitAsync(cancellation);
                try
                {
                    foreach (var process in Parts.Processes.Values.Where(p => !_faults.ContainsKey(p.Name)))
                        NoteFailureByHand(process);
                }
                finally
                {
                    _changing.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void NoteFailureByHand(Managed process)
    {
        if (process.Child?.State is not (ChildState.Gone or ChildState.Stopped))
            return;
        var kind = process.Child.State == ChildState.Gone ? FaultKind.Kill : FaultKind.Pause;
        var target = Target.Parse(process.Name);
        var detail = $"process {process.Child.Pid} was found {(kind == FaultKind.Kill ? "gone" : "stopped (T)")}";
        var fault = new ActiveFault($"H{++_found}", target.Name, kind.Text(), "hand", Time.GetUtcNow(), null, detail);
        _faults[target.Name] = (fault, target, kind);
        _history.Write(About(HistoryEvents.FoundFailed, fault, detail));
        _history.Write(About(HistoryEvents.FaultEffective, fault, detail));
    }

    private static HistoryEvent About(string what, ActiveFault fault, string? detail) => new(what)
    {
        Fault = fault.Id, Target = fault.Target, Kind = fault.Kind, By = fault.By, Detail = detail,
    };

    private async Task StartAsync(IReadOnlyList<Managed> processes, CancellationToken cancellation)
    {
        foreach (var process in processes)
            await process.StartAsync(_launcher, cancellation);
        await Task.WhenAll(processes.Select(p => p.WaitUntilReadyAsync(Time, StartDeadline, cancellation)));
    }

    private async Task<IReadOnlyDictionary<string, AuroraPair>> PairsAsync(AddressPlan addresses, AuroraPasswords passwords, CancellationToken cancellation)
    {
        var binaries = await PostgresBinaries.FindAsync(cancellation);
        var account = PostgresAccount.Find();
        if (await account.FirstUnreachableAsync(_options.DataFolder, cancellation) is { } blocked)
        {
            throw new LabEnvironmentException(
                $"PostgreSQL runs as user {account.Name}, who cannot reach {blocked}; choose a folder that others may enter with AA_HOME=/var/tmp/activeactive");
        }

        var pairs = await Task.WhenAll(Topology.Pairs.Select(async pair =>
        {
            var template = await AuroraTemplate.GetAsync(
                binaries, account, _options.CacheFolder, Topology.DatabasesOf(pair), Time, cancellation);
            var instances = await Task.WhenAll(Region.All.Select(async region =>
            {
                var endpoint = addresses.Instance(region, pair);
                var instance = new AuroraInstance(
                    new AuroraInstanceOptions
                    {
                        Region = region,
                        Pair = pair,
                        Address = endpoint.Address,
                        Port = endpoint.Port,
                        DataFolder = Path.Combine(_options.DataFolder, $"{region}-aurora-{pair}"),
                        Databases = Topology.DatabasesOf(pair),
                    },
                    passwords,
                    binaries,
                    account,
                    Time);
                await instance.PrepareAsync(template, cancellation);
                return instance;
            }));
            return (pair, new AuroraPair(instances[0], instances[1]));
        }));
        return pairs.ToDictionary(p => p.pair, p => p.Item2);
    }

    /// <summary>A lab's passwords are drawn once and kept with its data, readable by the owner only.</summary>
    private AuroraPasswords Passwords()
    {
        var path = Path.Combine(_options.DataFolder, "passwords.json");
        if (File.Exists(path))
            return JsonSerializer.Deserialize<AuroraPasswords>(File.ReadAllText(path))!;
        string Draw() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var drawn = new AuroraPasswords { Workers = Draw(), Replication = Draw(), Admin = Draw() };
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, access);
        JsonSerializer.Serialize(file, drawn);
        return drawn;
    }
}
