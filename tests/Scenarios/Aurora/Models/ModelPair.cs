using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Simulation.Lab;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.ScenarioTests.Aurora.Models;

/// <summary>The simulator's model of a pair, in a world of its own.</summary>
internal sealed class ModelPair(World world, LabParts parts) : IPair
{
    private const string Database = "inbound";
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Plays a script in a fresh world.</summary>
    public static IReadOnlyList<string> Play(string script, string prefix)
    {
        var chance = new SeededChance(1);
        var world = new World(new RandomStrategy(chance));
        var lab = new SimLab(world, Weather.Fair, chance, null);
        return world.Run(async () =>
        {
            await lab.StartAsync(new Progress(), CancellationToken.None);
            return await PairScript.PlayAsync(new ModelPair(world, lab.Parts), script, prefix, null);
        });
    }

    public async Task<string> StoreAsync(Region region, IReadOnlyList<string> ids)
    {
        var instance = parts.InstanceOf(region, Database);
        try
        {
            var records = ids.Select(id => new Record(id, 1, $"body of {id}")).ToList();
            var fresh = await parts.Network.CallAsync<IReadOnlySet<string>>(world.Outside, instance, call => instance.Insert(call, Database, records, "test"), CancellationToken.None);
            return string.Join(' ', fresh.Order(StringComparer.Ordinal));
        }
        catch (ServiceFault refused)
        {
            return refused.Message[..5];
        }
        catch (IOException)
        {
            return "no connection";
        }
    }

    public async Task<string> RowsAsync(Region region, string prefix, string? expected)
    {
        await Task.Delay(Rest, world.Outside.Time);
        return parts.InstanceOf(region, Database).Works
            ? string.Join(' ', parts.Database(region, Database).Rows.Where(r => r.Record.Id.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(r => r.Record.Id, StringComparer.Ordinal)
                .Select(r => $"{r.Record.Id}@{r.WrittenIn}{(r.AppliedAt is null ? "" : "+")}"))
            : "no connection";
    }

    public Task<string> FaultAsync(Region region, string kind)
    {
        var database = parts.Database(region, Database);
        (database.IsRefused, database.IsInflowPaused) = kind switch
        {
            "refuse" => (true, database.IsInflowPaused),
            "allow" => (false, database.IsInflowPaused),
            "pause" => (database.IsRefused, true),
            _ => (database.IsRefused, false),
        };
        return Task.FromResult("done");
    }

    public Task<string> InstanceAsync(Region region, bool start)
    {
        var instance = parts.InstanceOf(region, Database);
        if (start)
            instance.Start();
        else
            instance.Stop(inOrder: false);
        return Task.FromResult("done");
    }

    public async Task<string> MoveAsync(bool failover)
    {
        try
        {
            var to = parts.Writers.WriterOf(Database).Peer;
            if (failover || parts.Writers.IsAway(Database))
                await (failover ? parts.Writers.MoveAwayAsync(Database, FaultKind.Failover, default) : parts.Writers.BringHomeAsync(Database, default));
            else
                await parts.Writers.MoveAwayAsync(Database, FaultKind.Switchover, default);
            return $"writer in {to}";
        }
        catch (UnusableFaultException)
        {
            return "nothing moved";
        }
    }

    public async Task<string> LackingAsync(string prefix, string? expected)
    {
        parts.Writers.Settle();
        await Task.Delay(Rest, world.Outside.Time);
        return string.Join(' ', parts.Writers.Lacking(Database).Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value)
        {
        }
    }
}
