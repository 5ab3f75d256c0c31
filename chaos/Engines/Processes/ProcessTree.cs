namespace ActiveActive.Engines.Processes;

/// <summary>
/// A process and all its descendants, found by parent pid: PostgreSQL's backends are sessions of their own, so neither group
/// nor session holds them together.
/// </summary>
internal static class ProcessTree
{
    /// <summary>The tree as it is now, parents before their children. Empty when the root is gone.</summary>
    public static IReadOnlyList<ProcessEntry> Of(ProcessEntry root)
    {
        var children = new Dictionary<int, List<ProcessEntry>>();
        ProcessEntry? self = null;
        foreach (var process in ProcessTable.ReadAll())
        {
            if (process.Pid == root.Pid && process.Birth == root.Birth)
                self = process;
            if (!children.TryGetValue(process.Parent, out var siblings))
                children[process.Parent] = siblings = [];
            siblings.Add(process);
        }

        if (self is not { } found || found.State == ChildState.Gone)
            return [];
        var tree = new List<ProcessEntry> { found };
        for (var i = 0; i < tree.Count; i++)
        {
            if (children.TryGetValue(tree[i].Pid, out var below))
                tree.AddRange(below.Where(c => c.State != ChildState.Gone));
        }

        return tree;
    }
}
