using System.Globalization;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>How traffic is routed, a line for each region.</summary>
internal static class RouteTable
{
    /// <summary>The lines.</summary>
    public static string Text(LabStatus status) => status.Routing is { } routes ? string.Join('\n', Lines(routes)) : "dns-router does not answer";

    private static IEnumerable<string> Lines(IReadOnlyList<RegionRoute> routes)
    {
        foreach (var r in routes)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Region}  weight {r.Weight,3}  answered {r.Share,3} of {routes.Sum(o => o.Share),3}  {(r.Offline ? "offline" : r.Healthy ? "online" : "unhealthy"),-9}  its lane leads to {r.Lane ?? "nobody"}");
        }

        // Route 53's rule, and not what who sets them may mean by it.
        if (routes.All(r => r.Weight == 0))
            yield return "all weights are 0: as in Route 53 every region is answered alike then; './aa region r1 offline' takes one out";
    }
}
