using System.Net;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Binaries;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>Templates, accounts, files, and how long a lab takes to be up.</summary>
public sealed class AuroraSetUpTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aa-aurora-setup-");
    private readonly ChildLauncher _launcher = new(Time);
    private readonly List<ChildProcess> _children = [];
    private readonly List<AuroraServer> _servers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_instances_are_up_and_linked_within_seconds_and_every_store_replicates()
    {
        var (binaries, account) = (await PostgresBinaries.FindAsync(Cancel), PostgresAccount.Find());
        var from = Time.GetTimestamp();
        var templates = await Task.WhenAll(Topology.Pairs.Select(pair => TemplateAsync(pair)));
        output.WriteLine($"two templates made in {Time.GetElapsedTime(from)}");

        from = Time.GetTimestamp();
        var pairs = await Task.WhenAll(Topology.Pairs.Select(async (pair, p) =>
        {
            var servers = Region.All.Select((region, r) => Server(binaries, account, pair, region, (byte)(100 + (2 * p) + r))).ToList();
            await Task.WhenAll(servers.Select(server => UpAsync(server, templates[p])));
            var linked = new AuroraPair(servers[0].Instance, servers[1].Instance);
            await linked.LinkAsync(Cancel);
            return linked;
        }));
        output.WriteLine($"four instances up and linked in {Time.GetElapsedTime(from)}");

        // Linked means that the connections come by themselves.
        from = Time.GetTimestamp();
        foreach (var pair in pairs)
        {
            await WaitFor.ConditionAsync(
                async () => (await pair.StatusAsync(Cancel)).All(s => s is { Streaming: true, CaughtUp: true, Problem: null }), AuroraLab.Soon, "every direction to stream");
        }

        output.WriteLine($"all eight directions streamed {Time.GetElapsedTime(from)} later");
    }

    [Fact]
    public async Task Two_makers_of_one_template_at_once_get_the_same_whole_one_and_leftovers_do_not_matter()
    {
        var first = TemplateAsync("ingress");
        var second = TemplateAsync("ingress");
        var folder = (await first).Folder;
        Assert.Equal(folder, (await second).Folder);
        Assert.True(File.Exists(Path.Combine(folder, "PG_VERSION")));

        // A maker that was killed left a part under another name; the whole one is gone.
        Directory.Move(folder, folder + ".making");
        File.Delete(Path.Combine(folder + ".making", "PG_VERSION"));
        Assert.True(File.Exists(Path.Combine((await TemplateAsync("ingress")).Folder, "PG_VERSION")));
        Assert.False(Directory.Exists(folder + ".making"));
    }

    [Fact]
    public async Task A_stale_lock_of_a_killed_life_is_cleared_even_if_its_pid_is_somebody_elses_now()
    {
        var server = Server(await PostgresBinaries.FindAsync(Cancel), PostgresAccount.Find(), "ingress", Region.One, 110);
        await UpAsync(server, await TemplateAsync("ingress"));
        await _children[0].SignalTreeAsync(ChildSignal.Kill, Cancel);
        var lockFile = Path.Combine(server.DataFolder, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(lockFile, Cancel);
        lines[0] = $"{Environment.ProcessId}";
        await File.WriteAllLinesAsync(lockFile, lines, Cancel);

        _children.Add(await _launcher.StartAsync(AuroraLab.ToChild(server, _folder.FullName), Cancel));
        await server.Instance.WaitUntilReadyAsync(AuroraLab.Soon, Cancel);
    }

    [Fact]
    public async Task An_instance_that_does_not_come_up_is_not_waited_for_longer_than_the_deadline()
    {
        var instance = Server(await PostgresBinaries.FindAsync(Cancel), PostgresAccount.Find(), "ingress", Region.One, 120).Instance;
        var late = await Assert.ThrowsAsync<TimeoutException>(() => instance.WaitUntilReadyAsync(TimeSpan.FromMilliseconds(300), Cancel));
        Assert.Contains("r1/aurora-ingress was not ready", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_where_the_account_may_not_go_is_refused_with_the_folder_in_the_way()
    {
        var account = PostgresAccount.Find();
        Assert.SkipUnless(account.Switch, "only root runs PostgreSQL as another user");
        var closed = Directory.CreateDirectory(Path.Combine(_folder.FullName, "closed")).FullName;
        await Tool.RunAsync("chmod", ["700", closed]);
        var template = await TemplateAsync("ingress");
        var instance = new AuroraInstance(
            new AuroraInstanceOptions { Region = Region.One, Pair = "ingress", Address = IPAddress.Parse("127.78.1.1"), Databases = Topology.DatabasesOf("ingress") },
            AuroraLab.Passwords,
            Time);
        var server = new AuroraServer(instance, Path.Combine(closed, "in", "data"), await PostgresBinaries.FindAsync(Cancel), account);
        var refused = await Assert.ThrowsAsync<AuroraException>(() => server.PrepareAsync(template, Cancel));
        Assert.Contains($"may not enter {closed},", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"chmod o+x {closed}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_option_is_named()
    {
        var options = new AuroraInstanceOptions { Region = Region.One, Pair = "ingress", Address = IPAddress.Loopback, Databases = ["Bad-Name"] };
        Assert.Contains("Bad-Name", options.Validate(), StringComparison.Ordinal);
        Assert.Contains("Port", (options with { Databases = ["good"], Port = 0 }).Validate(), StringComparison.Ordinal);
        Assert.Null((options with { Databases = ["good"] }).Validate());
        Assert.Contains("Workers", (AuroraLab.Passwords with { Workers = "" }).Validate(), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Tool.RunAsync("chmod", ["755", _folder.FullName]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var child in _children)
            await child.SignalTreeAsync(ChildSignal.Kill, default);
        foreach (var server in _servers)
            await server.DiscardAsync(default);
        _launcher.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<AuroraTemplate> TemplateAsync(string pair) => await AuroraTemplate.GetAsync(
        await PostgresBinaries.FindAsync(Cancel), PostgresAccount.Find(), Path.Combine(_folder.FullName, "templates"), Topology.DatabasesOf(pair), Time, Cancel);

    private AuroraServer Server(PostgresBinaries binaries, PostgresAccount account, string pair, Region region, byte host)
    {
        var instance = new AuroraInstance(
            new AuroraInstanceOptions
            {
                Region = region,
                Pair = pair,
                Address = new IPAddress([127, 78, 2, host]),
                Port = 30000 + Environment.ProcessId % 2000,
                Databases = Topology.DatabasesOf(pair),
            },
            AuroraLab.Passwords,
            Time);
        var server = new AuroraServer(instance, Path.Combine(_folder.FullName, $"{region}-{pair}"), binaries, account);
        _servers.Add(server);
        return server;
    }

    private async Task UpAsync(AuroraServer server, AuroraTemplate template)
    {
        await server.PrepareAsync(template, Cancel);
        var child = await _launcher.StartAsync(AuroraLab.ToChild(server, _folder.FullName), Cancel);
        lock (_children)
            _children.Add(child);
        await server.Instance.WaitUntilReadyAsync(AuroraLab.Soon, Cancel);
    }
}
