using System.Globalization;

namespace ActiveActive.Scenarios;

/// <summary>A run's name: what was run, when, and from which seed. Its folder has the same.</summary>
public static class RunId
{
    /// <summary>A name that no folder in <paramref name="report"/> has.</summary>
    public static string Free(string scenario, ulong seed, string report, DateTimeOffset now) =>
        Free(report, string.Create(CultureInfo.InvariantCulture, $"{scenario}-{now:yyyyMMdd-HHmmss}-{seed}"));

    /// <summary>The name, or the first of NAME-2, NAME-3 … that is free: two runs may begin within the same second.</summary>
    public static string Free(string report, string name)
    {
        var free = name;
        for (var n = 2; Directory.Exists(Path.Combine(report, free)); n++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
        return free;
    }
}
