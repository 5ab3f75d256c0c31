using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>The scenarios' names, checked before anything is started.</summary>
internal static class ScenarioNames
{
    /// <summary>Every name, in the order in which they are told of.</summary>
    public static readonly IReadOnlyList<string> All = [.. Scenario.All.Select(s => s.Name)];

    /// <summary>The name in its own case.</summary>
    /// <exception cref="UsageException">No such scenario; the message names what comes near.</exception>
    public static string Parse(string typed)
    {
        var name = typed.Trim().ToLowerInvariant();
        if (All.Contains(name))
            return name;
        var near = All.Where(n => IsNear(name, n)).ToList();
        throw new UsageException(near.Count > 0
            ? $"'{typed}' is not a scenario; did you mean {string.Join(" or ", near)}?"
            : $"'{typed}' is not a scenario; there are {string.Join(", ", All)}");
    }

    // One letter off in a short name, or one name beginning like the other: enough for a handful of names.
    private static bool IsNear(string typed, string name) =>
        typed.Length > 0
        && (name.StartsWith(typed, StringComparison.Ordinal)
            || typed.StartsWith(name, StringComparison.Ordinal)
            || (name.Length > 2 && typed.Length == name.Length && typed.Zip(name).Count(p => p.First != p.Second) <= 2)
            || (name.Length > 2 && Math.Abs(typed.Length - name.Length) == 1 && typed.Order().Except(name.Order()).Count() <= 1 && typed[0] == name[0]));
}
