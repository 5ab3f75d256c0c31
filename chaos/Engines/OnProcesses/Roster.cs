using System.Net;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>How each of the lab's processes is started.</summary>
internal sealed class Roster(
    ProcessLabOptions options, AddressPlan addresses, AuroraPasswords passwords, HttpClient http, ChildLauncher launcher, TimeProvider time)
{
    /// <summary>Folder of the histories, a file for each component.</summary>
    public string Histories => Path.Combine(options.DataFolder, "history");

    /// <summary>Folder of what the processes print.</summary>
    public string Logs => Path.Combine(options.DataFolder, "logs");

    /// <summary>The delivery log.</summary>
    public string DeliveryLog => Path.Combine(options.DataFolder, "deliveries.jsonl");

    /// <summary>The router's record sets.</summary>
    public string RecordSetsFile => Path.Combine(options.DataFolder, "record-sets.json");

    /// <summary>A component's history file.</summary>
    public string HistoryOf(string component) => Path.Combine(Histories, FileName(component) + ".jsonl");

    /// <summary>A region's emulator.</summary>
    public ChildComponent Aws(Region region) => Service(Components.Aws(region), "AwsEmulator", addresses.Aws(region), new()
    {
        ["AA_EMULATOR__LOCALSTACK"] = "false",
        ["AA_EMULATOR__REGION"] = region.AwsName,
        ["AA_EMULATOR__DATA"] = Path.Combine(options.DataFolder, FileName(Components.Aws(region))),
        ["AA_EMULATOR__PEERS__0"] = $"{region.Peer.AwsName}=http://{addresses.Aws(region.Peer)}",
    });

    /// <summary>A stage container.</summary>
    public ChildComponent Worker(Region region, Stage stage) => Service(
        Components.Container(region, stage), "StageWorker", addresses.Container(region, stage), new()
        {
            ["AA_STAGE__REGION"] = region.Name,
            ["AA_STAGE__STAGE"] = stage.Name,
            ["AA_STAGE__SEED"] = Seed,
            ["AA_AWS__ENDPOINT"] = $"http://{addresses.Aws(region)}",
            ["AA_AURORA__PASSWORD"] = passwords.Workers,
        });

    /// <summary>The router.</summary>
    public ChildComponent DnsRouter() => Service(Components.DnsRouter, "DnsRouter", addresses.Service(Components.DnsRouter), new()
    {
        ["AA_DNS__RECORDSETS"] = RecordSetsFile,
        ["AA_DNS__LISTEN"] = addresses.Dns.ToString(),
        ["AA_DNS__STATE"] = Path.Combine(options.DataFolder, "dns-state.json"),
        ["AA_DNS__SEED"] = Seed,
    });

    /// <summary>The source.</summary>
    public ChildComponent RecordSource() => Service(Components.RecordSource, "RecordSource", addresses.Service(Components.RecordSource), new()
    {
        ["AA_SOURCE__SEED"] = Seed,
    });

    /// <summary>The destination.</summary>
    public ChildComponent RecordDestination() => Service(
        Components.RecordDestination, "RecordDestination", addresses.Service(Components.RecordDestination), new()
        {
            ["AA_DESTINATION__LOGPATH"] = DeliveryLog,
        });

    /// <summary>A Postgres instance.</summary>
    public ChildComponent Instance(AuroraServer server) => new(
        server.Instance.Name,
        new IPEndPoint(server.Instance.Options.Address, server.Instance.Options.Port),
        () =>
        {
            var start = server.Start();
            return new ChildStart
            {
                Name = server.Instance.Name,
                Executable = start.Executable,
                Arguments = start.Arguments,
                Environment = start.Environment,
                WorkingDirectory = start.WorkingDirectory,
                LogFile = LogOf(server.Instance.Name),
                User = start.Uid is { } uid && start.Gid is { } gid ? new ChildUser(uid, gid) : null,
                StopSignal = ChildSignal.Interrupt,
            };
        },
        async token => await server.Instance.WaitUntilReadyAsync(TimeSpan.FromSeconds(2), token),
        launcher,
        time);

    private string Seed => options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private ChildComponent Service(string name, string project, IPEndPoint address, Dictionary<string, string?> settings)
    {
        settings["AA_LAB__COMPONENT"] = name;
        settings["AA_LAB__LISTEN"] = address.ToString();
        settings["AA_LAB__HISTORY"] = HistoryOf(name);
        settings["AA_LAB__DNS"] = addresses.Dns.ToString();
        return new ChildComponent(
            name,
            address,
            () => new ChildStart
            {
                Name = name,
                Executable = Path.Combine(options.BinFolder, project, "release", "ActiveActive." + project),
                Arguments = [],
                Environment = settings,
                WorkingDirectory = options.DataFolder,
                LogFile = LogOf(name),
            },
            async token =>
            {
                using var response = await http.GetAsync(new Uri($"http://{address}/health"), token);
                response.EnsureSuccessStatusCode();
            },
            launcher,
            time);
    }

    private string LogOf(string name) => Path.Combine(Logs, FileName(name) + ".log");

    private static string FileName(string component) => component.Replace('/', '-');
}
