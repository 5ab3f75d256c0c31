using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.HealthChecks;
using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>
/// All record sets and the only door to changing them: operators' changes and what health checks find. A change is kept before
/// it takes effect, and every change of health or of route is a line of history.
/// </summary>
public sealed class RecordSetTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DnsName, RecordSet> _sets;
    private readonly OperatorStateFile _kept;
    private readonly IHistory _history;
    private readonly TimeProvider _time;
    private OperatorState _operator;

    /// <summary>The sets of <paramref name="file"/>, with the operator's earlier changes on top.</summary>
    public RecordSetTable(RecordSetFile file, ulong seed, OperatorStateFile kept, IHistory history, TimeProvider time)
    {
        (_kept, _history, _time) = (kept, history, time);
        All = [.. file.RecordSets.Select(d => new RecordSet(d, seed, time.GetUtcNow()))];
        _sets = All.ToDictionary(s => s.Name);
        _operator = kept.Load();
        foreach (var set in All)
            set.Change(state => Apply(_operator, state));
    }

    /// <summary>Every set, in the file's order.</summary>
    public IReadOnlyList<RecordSet> All { get; }

    /// <summary>Regions that are switched off.</summary>
    public IReadOnlyList<string> Offline
    {
        get
        {
            lock (_gate)
                return _operator.Offline;
        }
    }

    /// <summary>Finds a set by its name, in any case.</summary>
    /// <exception cref="UnknownNameException">There is none.</exception>
    public RecordSet Find(string name) =>
        DnsName.TryParse(name, out var parsed, out _) && _sets.TryGetValue(parsed, out var set)
            ? set
            : throw new UnknownNameException($"'{name}' is not a record set; there are {string.Join(", ", All.Select(s => s.Definition.Name))}");

    /// <summary>Sets the weights of the regions that are named; the others keep theirs.</summary>
    public void SetWeights(RecordSet set, IReadOnlyDictionary<string, int> weights)
    {
        if (set.Definition.Policy != RoutingPolicy.Weighted)
            throw new BadRequestException($"{set.Definition.Name} is {Word(set.Definition.Policy)}, not weighted: it has no weights");
        if (weights.Count == 0)
            throw new BadRequestException("no weights are given; send an object such as {\"r1\":3,\"r2\":1}");
        var named = new Dictionary<string, int>();
        foreach (var (region, weight) in weights)
        {
            if (weight is < 0 or > 255)
                throw new BadRequestException($"weight {weight} of {region} is not in 0 to 255");
            if (!named.TryAdd(TargetOf(set, region).Region!, weight))
                throw new BadRequestException($"region {region} is named twice");
        }

        Change(state =>
        {
            var merged = state.Weights.GetValueOrDefault(set.Definition.Name)?.ToDictionary() ?? [];
            foreach (var (region, weight) in named)
                merged[region] = weight;
            return state with { Weights = With(state.Weights, set.Definition.Name, merged) };
        }, $"weights set to {string.Join(", ", named.Select(n => $"{n.Key} {n.Value}"))}", [set]);
    }

    /// <summary>Moves a manual set.</summary>
    public void SetActive(RecordSet set, string region)
    {
        if (set.Definition.Policy != RoutingPolicy.Manual)
            throw new BadRequestException($"{set.Definition.Name} is {Word(set.Definition.Policy)}, not manual: it moves by itself");
        var target = TargetOf(set, region);
        Change(
            state => state with { Active = With(state.Active, set.Definition.Name, target.Region!) }, $"active region set to {target.Region}", [set]);
    }

    /// <summary>Switches a region off or on, in every set.</summary>
    public void SetOffline(Region region, bool offline) => Change(
        state => state with { Offline = [.. Region.All.Select(r => r.Name).Where(r => r == region.Name ? offline : state.Offline.Contains(r))] },
        $"{region} switched {(offline ? "offline" : "online")}",
        All);

    /// <summary>Takes what a check of a target found.</summary>
    public void Observe(RecordSet set, int target, ProbeResult result)
    {
        var definition = set.Definition.Targets[target];
        HealthState? before = null, after = null;
        lock (_gate)
        {
            var shares = set.Change(state => state.With(target, t =>
            {
                before = t.Health;
                after = t.Health?.Observe(result, definition.Check!.Threshold, _time.GetUtcNow());
                return t with { Health = after };
            }));
            if (before?.Healthy == after?.Healthy)
                return;
            var word = after!.Healthy ? "healthy" : "unhealthy";
            _history.Write(new HistoryEvent(HistoryEvents.State)
            {
                State = word,
                Target = set.Definition.Name,
                Region = definition.Region,
                Detail = after.Reason,
            });
            WriteRoute(set, shares, $"{definition.Region} became {word}: {after.Reason}");
        }
    }

    private void Change(Func<OperatorState, OperatorState> change, string why, IReadOnlyList<RecordSet> touched)
    {
        lock (_gate)
        {
            var next = change(_operator);
            _kept.Save(next);
            _operator = next;
            foreach (var set in touched)
                WriteRoute(set, set.Change(state => Apply(next, state)), why);
        }
    }

    private static RecordSetState Apply(OperatorState changes, RecordSetState state)
    {
        var definition = state.Definition;
        var weights = changes.Weights.GetValueOrDefault(definition.Name);
        var targets = state.Targets.Select((target, i) => target with
        {
            Offline = changes.Offline.Contains(definition.Targets[i].Region),
            Weight = weights?.TryGetValue(definition.Targets[i].Region ?? "", out var weight) == true ? weight : definition.Targets[i].Weight,
        });
        var active = changes.Active.GetValueOrDefault(definition.Name) is { } region
            ? definition.Targets.ToList().FindIndex(t => t.Region == region)
            : -1;
        return state with { Targets = [.. targets], Active = active >= 0 ? active : state.Active };
    }

    private void WriteRoute(RecordSet set, (IReadOnlyList<int> Before, IReadOnlyList<int> After) shares, string why)
    {
        // A simple set answers all it has, whatever happens: it has no route.
        if (set.Definition.Policy == RoutingPolicy.Simple || shares.Before.SequenceEqual(shares.After))
            return;
        var answered = set.Definition.Targets.Select((t, i) => (t.Region, Share: shares.After[i])).Where(t => t.Share > 0).ToList();
        _history.Write(new HistoryEvent(HistoryEvents.State)
        {
            State = "routed",
            Target = set.Definition.Name,
            Region = string.Join(",", answered.Select(t => t.Region)),
            Detail = string.Create(CultureInfo.InvariantCulture, $"{why}; answers {string.Join(", ", answered.Select(t => $"{t.Region} {t.Share}"))}"),
        });
    }

    private static TargetDefinition TargetOf(RecordSet set, string region) =>
        set.Definition.Targets.FirstOrDefault(t => t.Region == region || Region.All.Any(r => r.AwsName == region && r.Name == t.Region))
        ?? throw new BadRequestException(
            $"'{region}' is not a region of {set.Definition.Name}; it has {string.Join(" and ", set.Definition.Targets.Select(t => t.Region))}");

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> old, string key, T value) =>
        new(old) { [key] = value };

    private static string Word(RoutingPolicy policy) => policy.ToString().ToLowerInvariant();
}
