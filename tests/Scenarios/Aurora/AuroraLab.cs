using System.Net;
using ActiveActive.Aurora.Binaries;
using ActiveActive.Aurora.Faults;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;
using ActiveActive.ScenarioTests.Processes;
using Npgsql;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>One pair on real PostgreSQL, with the children that carry it. Short replication timeouts, so that a pause of some seconds outlasts them.</summary>
public sealed class AuroraLab : IAsyncLifetime
{
    /// <summary>The timeout of either end of replication in these tests.</summary>
    public static readonly TimeSpan ReplicationTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long anything here may take on a busy machine.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static int _labs;

    // Test classes run side by side, each with a pair of its own.
    private readonly byte _net = (byte)(78 + Interlocked.Increment(ref _labs) % 20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aa-aurora-");
    private readonly ChildLauncher _launcher = new(TimeProvider.System);
    private readonly Dictionary<Region, ChildProcess> _children = [];
    private readonly Dictionary<Region, AuroraServer> _servers = [];
    private AuroraPair? _pair;

    /// <summary>Passwords with the characters that need quoting somewhere.</summary>
    public static readonly AuroraPasswords Passwords = new() { Workers = "wo'r\\k \"e;rs", Replication = "re'p\\l i", Admin = "ad=min" };

    /// <summary>The pair.</summary>
    public AuroraPair Pair => _pair!;

    /// <summary>The databases.</summary>
    public static IReadOnlyList<string> Databases => Topology.DatabasesOf("ingress");

    /// <summary>The instance of a region.</summary>
    public AuroraInstance In(Region region) => Pair.In(region);

    /// <summary>The files of a region's instance.</summary>
    public AuroraServer ServerIn(Region region) => _servers[region];

    /// <summary>The faults of a region's instance.</summary>
    public AuroraFaults FaultsIn(Region region) => new(In(region));

    /// <summary>The postmaster of a region.</summary>
    public ChildProcess ChildIn(Region region) => _children[region];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Root's temporary folders are closed to the user that PostgreSQL runs as.
        await Tool.RunAsync("chmod", ["755", _folder.FullName]);
        var binaries = await PostgresBinaries.FindAsync(default);
        var account = PostgresAccount.Find();
        var template = await AuroraTemplate.GetAsync(binaries, account, Path.Combine(_folder.FullName, "templates"), Databases, TimeProvider.System, default);
        var instances = Region.All.Select((region, i) => new AuroraInstance(
            new AuroraInstanceOptions
            {
                Region = region,
                Pair = "ingress",
                // The test process's own pid keeps two runs at once apart.
                Address = new IPAddress([127, _net, (byte)(1 + i), (byte)(1 + Environment.ProcessId % 250)]),
                Port = 20000 + Environment.ProcessId % 10000,
                Databases = Databases,
                ReplicationTimeout = ReplicationTimeout,
                CallTimeout = TimeSpan.FromSeconds(3),
            },
            Passwords,
            TimeProvider.System)).ToList();
        foreach (var instance in instances)
            _servers[instance.Options.Region] = new AuroraServer(instance, Path.Combine(_folder.FullName, instance.Options.Region.Name), binaries, account);
        _pair = new AuroraPair(instances[0], instances[1]);
        await Task.WhenAll(instances.Select(async instance =>
        {
            await ServerIn(instance.Options.Region).PrepareAsync(template, default);
            await StartAsync(instance.Options.Region);
        }));
        await Pair.LinkAsync(default);
    }

    /// <summary>Starts the region's instance and waits until it answers.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartAsync(Region region)
    {
        var from = TimeProvider.System.GetTimestamp();
        _children[region] = await _launcher.StartAsync(ToChild(ServerIn(region), _folder.FullName), default);
        await In(region).WaitUntilReadyAsync(Soon, default);
        return TimeProvider.System.GetElapsedTime(from);
    }

    /// <summary>How an engine makes a child of an instance.</summary>
    public static ChildStart ToChild(AuroraServer server, string logs)
    {
        var (instance, start) = (server.Instance, server.Start());
        return new ChildStart
        {
            Name = instance.Name,
            Executable = start.Executable,
            Arguments = start.Arguments,
            Environment = start.Environment,
            WorkingDirectory = start.WorkingDirectory,
            LogFile = Path.Combine(logs, instance.Name.Replace('/', '-') + ".log"),
            User = start.Uid is { } uid && start.Gid is { } gid ? new ChildUser(uid, gid) : null,
            StopSignal = ChildSignal.Interrupt,
        };
    }

    /// <summary>Stores records as the workers do: one statement for a batch.</summary>
    /// <returns>The ids that were not there before.</returns>
    public async Task<IReadOnlyList<string>> StoreAsync(Region region, string database, params IReadOnlyList<string> ids)
    {
        await using var connection = await ConnectAsync(region, database);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO records (id, batch, body, stored_by)
            SELECT id, 1, 'body of ' || id, 'test' FROM unnest($1) AS id
            ON CONFLICT (id) DO NOTHING RETURNING id
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ids] });
        await using var reader = await command.ExecuteReaderAsync();
        var fresh = new List<string>();
        while (await reader.ReadAsync())
            fresh.Add(reader.GetString(0));
        return fresh;
    }

    /// <summary>A session of a worker.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(Region region, string database)
    {
        var connection = new NpgsqlConnection(In(region).WorkersConnectionString(database) + ";Pooling=false;Timeout=15");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>All rows of a database in a region, by id.</summary>
    public async Task<Dictionary<string, AuroraRow>> RowsAsync(Region region, string database)
    {
        var rows = new Dictionary<string, AuroraRow>();
        await foreach (var row in In(region).ReadRowsAsync(database, default))
            rows.Add(row.Id, row);
        return rows;
    }

    /// <summary>Waits until all these ids are in a region's database.</summary>
    /// <returns>How long it took.</returns>
    public Task<TimeSpan> ArrivedAsync(Region region, string database, params IEnumerable<string> ids) => WaitFor.ConditionAsync(
        async () => (await RowsAsync(region, database)).Keys.ToHashSet().IsSupersetOf(ids), Soon, $"the rows to arrive in {region}/{database}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var child in _children.Values)
            await child.SignalTreeAsync(ChildSignal.Kill, default);
        foreach (var server in _servers.Values)
            await server.DiscardAsync(default);
        _launcher.Dispose();
        _folder.Delete(recursive: true);
    }
}
