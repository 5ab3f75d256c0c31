using ActiveActive.Contracts;

namespace ActiveActive.Faults.F5;

/// <summary>
/// The seed's step 6, "fail a random number of components and random instances of components in region 1", as two draws from
/// one seed: 1 to 16 components, and 0 to all of the instances that several components share. A component that fails with its
/// instance is not failed a second time, because nobody could confirm the second fault; it stays in the plan as covered.
/// </summary>
public static class F5Draw
{
    /// <summary>Draws the plan of a seed.</summary>
    public static FaultPlan Draw(ulong seed) => Draw(seed, FaultScope.Everything);

    /// <summary>Draws the plan of a seed from what the lab can have fail; what it cannot is not among what is drawn from.</summary>
    public static FaultPlan Draw(ulong seed, FaultScope scope)
    {
        var chance = new SeededChance(seed);
        return Resolve(seed, DrawComponents(chance, scope), DrawInstances(chance.Fork("f5/instances"), scope)) with { LeftOut = scope.Why };
    }

    /// <summary>How many, uniform; which, distinct; and for each a kind that fits.</summary>
    private static List<(int Number, FaultKind Kind)> DrawComponents(SeededChance chance, FaultScope scope)
    {
        var which = chance.Fork("f5/components");
        var kinds = chance.Fork("f5/kinds");
        var possible = Enumerable.Range(1, F5Components.All.Count).Where(n => KindsOf(F5Components.All[n - 1].Target, scope).Count > 0).ToList();
        var count = 1 + which.Below(possible.Count);
        var drawn = new List<(int, FaultKind)>(count);
        foreach (var index in which.Distinct(count, possible.Count))
            drawn.Add((possible[index], OneOf(KindsOf(F5Components.All[possible[index] - 1].Target, scope), kinds)));
        return drawn;
    }

    private static List<Fault> DrawInstances(SeededChance chance, FaultScope scope)
    {
        var possible = F5Components.Instances.Where(i => scope.KindsOf(i).Count > 0).ToList();
        var count = chance.Below(possible.Count + 1);
        var drawn = new List<Fault>(count);
        foreach (var index in chance.Distinct(count, possible.Count))
            drawn.Add(new Fault(possible[index], OneOf(scope.KindsOf(possible[index]), chance)));
        return drawn;
    }

    /// <summary>An Aurora database can refuse by itself, or fail in any way of the instance under it.</summary>
    private static IReadOnlyList<FaultKind> KindsOf(Target target, FaultScope scope) => target is { Kind: TargetKind.Database, Host: { } instance }
        ? [.. scope.KindsOf(target), .. scope.KindsOf(instance)]
        : scope.KindsOf(target);

    private static FaultKind OneOf(IReadOnlyList<FaultKind> kinds, SeededChance chance) => kinds[chance.Below(kinds.Count)];

    /// <summary>Makes the distinct faults out of what was drawn: components first, in drawn order, then the instances of the second draw.</summary>
    private static FaultPlan Resolve(ulong seed, List<(int Number, FaultKind Kind)> components, List<Fault> instances)
    {
        // An instance that a database brings in is that database's fault, unless the second draw took the instance for itself.
        var failed = instances.ToDictionary(f => f.Target, f => (Fault: f, BroughtBy: 0));
        foreach (var (number, kind) in components)
        {
            if (F5Components.All[number - 1].Target is { Kind: TargetKind.Database, Host: { } instance } && kind != FaultKind.Refuse)
                failed.TryAdd(instance, (new Fault(instance, kind), number));
        }

        var resolved = components.ConvertAll(c => Own(c.Number, c.Kind, failed));
        Fault[] faults = [.. resolved.Where(r => r.Brings).Select(r => r.Fault), .. instances];
        var ids = new Dictionary<Fault, string>();
        foreach (var fault in faults)
            ids.Add(fault, FaultPlan.Id(ids.Count));

        return new FaultPlan(
            seed,
            [.. components.Zip(resolved, (c, r) => Listed(c.Number, c.Kind, ids[r.Fault], r.Brings))],
            [.. faults.Select(f => new PlannedFault(ids[f], f))]);
    }

    /// <summary>The fault that a component fails by, and whether it is the one that brings it into the plan.</summary>
    private static (Fault Fault, bool Brings) Own(int number, FaultKind kind, Dictionary<Target, (Fault Fault, int BroughtBy)> failed)
    {
        var target = F5Components.All[number - 1].Target;
        return target.Host is { } host && failed.TryGetValue(host, out var instance)
            ? (instance.Fault, instance.BroughtBy == number)
            : (new Fault(target, kind), true);
    }

    private static DrawnComponent Listed(int number, FaultKind kind, string fault, bool brings)
    {
        var (name, target) = F5Components.All[number - 1];
        return new DrawnComponent(number, name, target, kind, brings ? fault : null, brings ? null : fault);
    }
}
