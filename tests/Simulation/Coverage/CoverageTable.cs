using System.Globalization;
using System.Text;
using ActiveActive.Simulation.Exploration;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Coverage;

/// <summary>Which transitions of <see cref="Model.All"/> some runs took: how often, in how many places, and which run did first. Any thread may add.</summary>
internal sealed class CoverageTable
{
    private readonly Dictionary<Transition, Visits> _visits = Model.All.ToDictionary(t => t, _ => new Visits());
    private readonly Dictionary<Transition, Visits> _others = [];
    private readonly Lock _lock = new();

    /// <summary>Transitions that no run took.</summary>
    public IReadOnlyList<Transition> Unvisited
    {
        get
        {
            lock (_lock)
                return [.. Model.All.Where(t => _visits[t].Count == 0)];
        }
    }

    /// <summary>Adds a run.</summary>
    public void Add(RunOutcome outcome)
    {
        var taken = new List<(Transition Transition, string Place)>();
        new Follower((transition, place) => taken.Add((transition, place))).Follow(outcome.Events, outcome.Verdict?.Outcome == Outcome.Pass);
        lock (_lock)
        {
            foreach (var (transition, place) in taken)
            {
                if (!_visits.TryGetValue(transition, out var visits) && !_others.TryGetValue(transition, out visits))
                    _others.Add(transition, visits = new Visits());
                visits.Add(place, outcome.Spec);
            }
        }
    }

    /// <summary>The table, in Markdown.</summary>
    public string Write()
    {
        var text = new StringBuilder("| machine | from | to | by | times | places | first seen by |\n|---|---|---|---|---|---|---|\n");
        lock (_lock)
        {
            Lines(_visits);
            // Loops of one worker interleave, and two faults overlap: whether such a step is allowed is the bridge's business.
            text.Append("\nTaken, and no transition of a machine on its own:\n\n| machine | from | to | by | times | places | first seen by |\n|---|---|---|---|---|---|---|\n");
            Lines(_others.OrderBy(o => o.Key.ToString(), StringComparer.Ordinal));
        }

        return text.ToString();

        void Lines(IEnumerable<KeyValuePair<Transition, Visits>> of)
        {
            foreach (var (t, visits) in of)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {t.Machine} | {t.From} | {t.To} | {t.By} | {visits.Count} | {visits.Places.Count} | ")
                    .Append(visits.First is { } first ? $"`{first.Command}`" : "never").Append(" |\n");
            }
        }
    }

    private sealed class Visits
    {
        public long Count { get; private set; }

        public HashSet<string> Places { get; } = [];

        public RunSpec? First { get; private set; }

        public void Add(string place, RunSpec spec)
        {
            Count++;
            Places.Add(place);
            // Runs end in any order; the one that is named must not depend on it.
            if (First is null || Order(spec).CompareTo(Order(First)) < 0)
                First = spec;
        }

        private static (int, bool, ulong) Order(RunSpec spec) => (Scenarios.Scenario.All.Select(s => s.Name).ToList().IndexOf(spec.Scenario), spec.Faults is not null, spec.Seed);
    }
}
