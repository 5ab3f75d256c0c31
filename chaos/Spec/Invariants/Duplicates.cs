using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>Counts what at-least-once delivery repeated and the stores and the destination absorbed.</summary>
internal static class Duplicates
{
    public static int Count(Evidence evidence)
    {
        var seen = new Dictionary<string, HashSet<string>>();
        var duplicates = 0;
        foreach (var life in evidence.Lives.All)
        {
            var place = Worker.Named(life.Component)?.Stage.Name ?? life.Component;
            if (!seen.TryGetValue(place, out var records))
                seen.Add(place, records = []);
            foreach (var e in life.Events)
            {
                if (e is { Event: HistoryEvents.Stored or HistoryEvents.Delivered, Record: { } record } && (!records.Add(record) || e.Fresh == false))
                    duplicates++;
            }
        }

        return duplicates;
    }
}
