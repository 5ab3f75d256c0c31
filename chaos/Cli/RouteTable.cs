using System.Globalization;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>How traffic is routed, a line for each region.</summary>
internal static class RouteTable
{
    /// <summary>The lines.</summary>
    public static string Text(LabStatus status) => status.Routing is { } routes
        ? string.Join('\n', routes.Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $"{r.Region}  weight {r.Weight,3}  answered {r.Share,3} of {routes.Sum(o => o.Share),3}  {(r.Offline ? "offline" : r.Healthy ? "online" : "unhealthy"),-9}  its lane leads to {r.Lane ?? "nobody"}")))
        : "dns-router does not answer";
}
