using ActiveActive.Contracts;

namespace ActiveActive.Faults.Storm;

/// <summary>
/// Draws a storm from a seed: arrival times of a Poisson stream over the time in which faults may begin, and for each arrival a
/// target, a kind and a time to hold. An arrival that meets what holds already is drawn again a bounded number of times and then
/// dropped. At least one fault comes, or it would be no storm.
/// </summary>
public static class StormDraw
{
    /// <summary>
    /// Between the end of one fault and the beginning of another that it must not meet: injecting and recovering take time, and a lab
    /// on a loaded machine is late.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(4);

    /// <summary>Longest that something fails which is there once in a lab.</summary>
    public static readonly TimeSpan LongestOfServices = TimeSpan.FromSeconds(8);

    private const int MostDraws = 20;

    /// <summary>Draws the plan of a seed.</summary>
    /// <exception cref="UnusableFaultException">The options are of no storm; the message says which.</exception>
    public static FaultPlan Draw(ulong seed, StormOptions options, FaultScope scope)
    {
        options.Validate(scope);
        var chance = new SeededChance(seed);
        var placing = new Placing(options, scope, chance);
        foreach (var (at, end) in Arrivals(options, chance.Fork("storm/arrivals")))
            placing.Place(at, end);
        return new FaultPlan(seed, [], placing.Placed) { Dropped = placing.Dropped, LeftOut = scope.Why };
    }

    /// <summary>The times at which faults arrive, each with the time by which it must be over: the next calm, or the storm's end.</summary>
    private static IEnumerable<(TimeSpan At, TimeSpan End)> Arrivals(StormOptions options, SeededChance chance)
    {
        // Faults begin in windows that leave room for the shortest one before each calm; the rate is higher there, so that over the
        // whole storm it is what was asked for.
        var windows = Windows(options).ToList();
        var open = windows.Sum(w => (w.End - w.From - options.MinHold).TotalSeconds);
        var perSecond = options.FaultsPerMinute / 60 * options.Duration.TotalSeconds / open;
        // The first comes within the storm: drawn from what the exponential distribution has there.
        var within = open == 0 ? 0 : -Math.Log(1 - chance.Unit() * (1 - Math.Exp(-perSecond * open))) / perSecond;
        do
        {
            yield return Locate(within);
            within += -Math.Log(1 - chance.Unit()) / perSecond;
        }
        while (within < open);

        (TimeSpan, TimeSpan) Locate(double seconds)
        {
            foreach (var (from, end) in windows)
            {
                var length = (end - from - options.MinHold).TotalSeconds;
                if (seconds <= length)
                    return (Rounded(from.TotalSeconds + seconds), end);
                seconds -= length;
            }

            return (windows[^1].End - options.MinHold, windows[^1].End);
        }
    }

    private static IEnumerable<(TimeSpan From, TimeSpan End)> Windows(StormOptions options)
    {
        for (var from = TimeSpan.Zero; from + options.MinHold <= options.Duration; from += options.CalmEvery)
        {
            var calm = from + options.CalmEvery - options.CalmFor;
            yield return (from, calm < options.Duration ? calm : options.Duration);
        }
    }

    // A plan is read by people and written to a file: milliseconds will do.
    private static TimeSpan Rounded(double seconds) => TimeSpan.FromMilliseconds(Math.Floor(seconds * 1000));

    /// <summary>The plan as it grows, in the order of time.</summary>
    private sealed class Placing(StormOptions options, FaultScope scope, SeededChance chance)
    {
        private readonly List<(Target Target, IReadOnlyList<FaultKind> Kinds)> _possible =
            [.. Weighed(StormTargets.Of(options.Targets)).Select(t => (t, options.KindsOf(t, scope))).Where(t => t.Item2.Count > 0)];

        private readonly SeededChance _targets = chance.Fork("storm/targets");
        private readonly SeededChance _kinds = chance.Fork("storm/kinds");
        private readonly SeededChance _holds = chance.Fork("storm/holds");
        private readonly List<PlannedFault> _placed = [];
        private readonly List<PlannedFault> _near = [];

        public IReadOnlyList<PlannedFault> Placed => _placed;

        public int Dropped { get; private set; }

        public void Place(TimeSpan at, TimeSpan end)
        {
            _near.RemoveAll(p => p.Until + Margin <= at);
            for (var draw = 1; draw <= MostDraws; draw++)
            {
                var (target, kinds) = _possible[_targets.Below(_possible.Count)];
                var fault = new Fault(target, kinds[_kinds.Below(kinds.Count)], Hold(target, end - at));
                if (!Fits(fault, at))
                    continue;
                var placed = new PlannedFault(FaultPlan.Id(_placed.Count), fault) { At = at };
                _placed.Add(placed);
                _near.Add(placed);
                return;
            }

            Dropped++;
        }

        private TimeSpan Hold(Target target, TimeSpan room)
        {
            var longest = target.Kind == TargetKind.Service && options.MaxHold > LongestOfServices ? LongestOfServices : options.MaxHold;
            var shortest = options.MinHold < longest ? options.MinHold : longest;
            var hold = Rounded(shortest.TotalSeconds + _holds.Unit() * (longest - shortest).TotalSeconds);
            return hold < room ? hold : room;
        }

        private bool Fits(Fault fault, TimeSpan at) =>
            _near.Count(p => p.Until > at) < options.MostAtOnce
            && !_near.Any(p => StormReach.Meet(p.Fault.Target, fault.Target, options.BothRegions));

        /// <summary>What is there once in a lab stops everything, so it is drawn less often than what is there twice.</summary>
        private static IEnumerable<Target> Weighed(IEnumerable<Target> targets) => targets.SelectMany(t => Enumerable.Repeat(t, Weight(t)));

        private static int Weight(Target target) => target.Region is null ? 1 : 3;
    }
}
