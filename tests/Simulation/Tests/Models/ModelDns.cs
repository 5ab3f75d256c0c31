using ActiveActive.Contracts;
using ActiveActive.Simulation.Lab;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.SimulationTests.Models;

/// <summary>The simulator's router behind its network, and its resolver.</summary>
internal sealed class ModelDns(World world, LabParts parts) : IDns
{
    private readonly IEndpointResolver _resolver = parts.Resolver(world.Outside);

    /// <summary>Plays a script in a fresh world.</summary>
    public static IReadOnlyList<string> Play(string script)
    {
        var chance = new SeededChance(1);
        var world = new World(new RandomStrategy(chance));
        var parts = new LabParts(world, Weather.Fair, chance, []);
        return world.Run(() =>
        {
            foreach (var region in Region.All)
                parts.AwsIn(region).Start();
            parts.Router.Start();
            return DnsScript.PlayAsync(new ModelDns(world, parts), script);
        });
    }

    public async Task<string> AskAsync(string name)
    {
        try
        {
            var host = await _resolver.ResolveAsync(name, CancellationToken.None);
            return Region.All.Single(r => host == LabRecordSets.AwsHost(r) || Topology.Pairs.Any(p => host == LabRecordSets.InstanceHost(r, p))).Name;
        }
        catch (EndpointUnresolvedException)
        {
            return "unresolved";
        }
    }

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, world.Outside.Time);

    public Task SwitchAsync(Region region, bool offline)
    {
        parts.Router.Table.SetOffline(region, offline);
        return Task.CompletedTask;
    }

    public Task MoveAsync(string name, Region region)
    {
        parts.Router.Table.SetActive(parts.Router.Set(name), region.Name);
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        parts.Router.Stop(inOrder: false);
        return Task.CompletedTask;
    }
}
