using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Looks for messages that came back although a queue had acknowledged their removal. Within one life that cannot be told: of two
/// receives that were on their way at once, one may be noted after the other's removal. A life that began after the removal asked
/// after it too, so what it received had come back.
/// </summary>
internal static class Resurrections
{
    public static void Judge(Evidence evidence, FindingBuilder found)
    {
        foreach (var lives in evidence.Lives.All.GroupBy(l => l.Component).Where(g => g.Count() > 1))
        {
            var removed = new Dictionary<string, HistoryEvent>();
            foreach (var life in lives.OrderBy(l => l.Began))
            {
                foreach (var e in life.Events)
                {
                    if (e.MessageId is not { } message)
                        continue;
                    if (e.Event == HistoryEvents.Removed)
                    {
                        removed.TryAdd(message, e);
                    }
                    else if (e.Event == HistoryEvents.Received && removed.TryGetValue(message, out var removal)
                        && removal.Life != life.Id && removal.At < life.Began)
                    {
                        found.Violated(e.Record, life.Component, $"came back: message {message} was received in life {life.Id} (event {e.Seq}), "
                            + $"after its removal was acknowledged in life {removal.Life} (event {removal.Seq})");
                    }
                }
            }
        }
    }
}
