namespace ActiveActive.Faults;

/// <summary>Helps who mistyped a target's name.</summary>
internal static class NearMatches
{
    private const int Shown = 4;

    /// <summary>The message for a name that is no target.</summary>
    public static string Explain(string typed, string name)
    {
        var near = Of(name);
        return near.Count > 0
            ? $"'{typed}' is not a target; did you mean {string.Join(" or ", near)}? './aa status' names them all"
            : $"'{typed}' is not a target; './aa status' names them all, for example r1/inbound, r1/inbound-queue, r1/aurora-ingress, replication";
    }

    private static IReadOnlyList<string> Of(string name)
    {
        var most = Math.Max(2, name.Length / 4);
        var close = Target.All.Select(t => (t.Name, Edits: Distance(name, t.Name)))
            .Where(t => t.Edits <= most)
            .OrderBy(t => t.Edits)
            .Select(t => t.Name)
            .ToList();
        if (close.Count == 0 && name.Length >= 3)
            close = [.. Target.All.Select(t => t.Name).Where(n => n.Contains(name, StringComparison.Ordinal)).OrderBy(n => n.Length)];
        return [.. close.Take(Shown)];
    }

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one character.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
