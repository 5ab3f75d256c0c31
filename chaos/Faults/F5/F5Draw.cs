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
    public static FaultPlan Draw(ulong seed)
    {
        var chance = new SeededChance(seed);
        return Resolve(seed, DrawComponents(chance), DrawInstances(chance.Fork("f5/instances")));
    }

    /// <summary>How many, uniform; which, distinct; and for each a kind that fits.</summary>
    private static List<(int Number, FaultKind Kind)> DrawComponents(SeededChance chance)
    {
        var which = chance.Fork("f5/components");
        var kinds = chance.Fork("f5/kinds");
        var count = 1 + which.Below(F5Components.All.Count);
        var drawn = new List<(int, FaultKind)>(count);
        foreach (var index in which.Distinct(count, F5Components.All.Count))
            drawn.Add((index + 1, DrawKind(F5Components.All[index].Target, kinds)));
        return drawn;
    }

    private static List<Fault> DrawInstances(SeededChance chance)
    {
        var count = chance.Below(F5Components.Instances.Count + 1);
        var drawn = new List<Fault>(count);
        foreach (var index in chance.Distinct(count, F5Components.Instances.Count))
            drawn.Add(new Fault(F5Components.Instances[index], FaultCatalogue.Draw(F5Components.Instances[index], chance)));
        return drawn;
    }

    /// <summary>An Aurora database can refuse by itself, or fail in any way of the instance under it.</summary>
    private static FaultKind DrawKind(Target target, SeededChance chance)
    {
        if (target is not { Kind: TargetKind.Database, Host: { } instance })
            return FaultCatalogue.Draw(target, chance);
        FaultKind[] fitting = [.. FaultCatalogue.KindsOf(target.Kind), .. FaultCatalogue.KindsOf(instance.Kind)];
        return fitting[chance.Below(fitting.Length)];
    }

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
