namespace ActiveActive.ConformanceTests.GlobalTables;

/// <summary>
/// Judges what two regions have in the end by what their writers saw. Of one item's writes the last must have won: no write may be
/// the final one that was over before another, acknowledged write of the same item began, in whichever region. What nobody wrote
/// must not be there, and both regions must have the same.
/// </summary>
internal static class ConflictChecker
{
    /// <summary>Every violation in a sentence; none for a history as it should be.</summary>
    public static IReadOnlyList<string> Check(
        IReadOnlyCollection<Write> history, IReadOnlyDictionary<string, string> east, IReadOnlyDictionary<string, string> west)
    {
        var wrong = new List<string>();
        foreach (var key in history.Select(w => w.Key).Concat(east.Keys).Concat(west.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var (here, there) = (east.GetValueOrDefault(key), west.GetValueOrDefault(key));
            if (here != there)
                wrong.Add($"{key}: the regions differ, {here ?? "nothing"} and {there ?? "nothing"}");
            if (Judge(key, here, [.. history.Where(w => w.Key == key)]) is { } verdict)
                wrong.Add(verdict);
        }

        return wrong;
    }

    /// <summary>How many pairs of writes in different regions fought for one item: evidence that there was something to judge.</summary>
    public static int Conflicts(IReadOnlyCollection<Write> history) => history.GroupBy(w => w.Key)
        .Sum(writes => writes.OrderBy(w => w.Begun).Zip(writes.OrderBy(w => w.Begun).Skip(1)).Count(pair => pair.First.Region != pair.Second.Region));

    private static string? Judge(string key, string? final, IReadOnlyList<Write> writes)
    {
        var candidates = writes.Where(w => w.Value == final).ToList();
        // Nothing there: a delete won, or nobody has ever put anything for sure.
        var never = final is null && writes.All(w => w.Value is null || w.Acknowledged is null);
        if (candidates.Count == 0)
        {
            return never ? null : final is null
                ? $"{key}: is gone, and nobody deleted it: a write was lost"
                : $"{key}: has {final}, which nobody wrote";
        }

        var last = writes.Where(w => w.Acknowledged is not null).MaxBy(w => w.Begun);
        if (never || last is null || candidates.Any(c => c.Acknowledged is null || c.Acknowledged >= last.Begun))
            return null;
        var winner = candidates.MaxBy(c => c.Begun)!;
        return $"{key}: has {final ?? "nothing"} of {winner.Region}, which was over {last.Begun - winner.Acknowledged} ticks before {last.Value ?? "the delete"} of {last.Region} began";
    }
}
