using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.HealthChecks;
using ActiveActive.DnsRouter.Routing;
using ActiveActive.DnsRouter.Wire;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>The router: its own record sets, rotations and health verdicts; the sockets and the checks' clients are modelled.</summary>
public sealed class RouterServer(World world, Network network, Func<Region, AwsRegion> awsAt, List<HistoryEvent> events)
    : Server(world, Components.DnsRouter, events)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, RecordSet> _sets = [];
    private RecordSetTable? _kept;

    /// <summary>The record sets of its present life.</summary>
    public RecordSetTable Table { get; private set; } = null!;

    /// <summary>The set of a name.</summary>
    public RecordSet Set(string name)
    {
        if (!_sets.TryGetValue(name, out var set))
            _sets.Add(name, set = Table.Find(name));
        return set;
    }

    /// <summary>Answers a question for an address.</summary>
    public void Resolve(Call<(string Host, int Ttl)> call, string name)
    {
        var set = Set(name);
        call.Answer(set.Answer(DnsType.A) is [RecordData.Address address]
            ? (address.Value.ToString(), set.Definition.TtlSeconds)
            : throw new InvalidOperationException($"{name} has no single address"));
    }

    /// <summary>The region that a name leads to now, without taking a turn.</summary>
    public Region? LeadsTo(string name)
    {
        var set = Set(name);
        var shares = set.Snapshot().Shares;
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i] > 0)
                return Region.Parse(set.Definition.Targets[i].Region!);
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void OnStart()
    {
        Table = new RecordSetTable(LabRecordSets.File, 1, new OperatorStateFile(""), History!, Life.Time);
        if (_kept is { } before)
            TakeOver(before);
        _kept = Table;
        _sets.Clear();
        foreach (var set in Table.All)
        {
            for (var i = 0; i < set.Definition.Targets.Count; i++)
            {
                if (set.Definition.Targets[i].Check is { Queue: { } queue } check)
                    Check(set, i, Region.Parse(set.Definition.Targets[i].Region!), queue, check);
            }
        }
    }

    /// <summary>What operators had changed, as it would be read from its file.</summary>
    private void TakeOver(RecordSetTable before)
    {
        foreach (var region in before.Offline)
            Table.SetOffline(Region.Parse(region), true);
        foreach (var set in before.All)
        {
            var state = set.Snapshot().State;
            if (set.Definition.Policy == RoutingPolicy.Manual && state.Active != 0)
                Table.SetActive(Table.Find(set.Definition.Name), set.Definition.Targets[state.Active].Region!);
        }
    }

    private void Check(RecordSet set, int target, Region region, string queue, CheckDefinition check)
    {
        var (life, aws) = (Life, awsAt(region));
        var resource = AwsRegion.QueueResource(queue);
        var answered = false;
        var late = false;
        network.Ask<bool>(life, aws, call => aws.Faults.Enter(call, resource, () => call.Answer(true)), _ =>
        {
            if (late)
                return;
            answered = true;
            Table.Observe(set, target, new ProbeResult(true, "the queue answered"));
        });
        Later(Limit, () =>
        {
            late = true;
            if (!answered)
                Table.Observe(set, target, new ProbeResult(false, "no answer within 1 s"));
        });
        Later(Interval, () => Check(set, target, region, queue, check));
    }
}
