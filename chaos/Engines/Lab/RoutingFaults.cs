using ActiveActive.Contracts;

namespace ActiveActive.Engines.Lab;

/// <summary>A region switched offline at in-DNS and out-DNS: what enters goes to the other region, and both lanes out are the other's.</summary>
internal sealed class RoutingFaults(RouterClient router)
{
    private static readonly IReadOnlySet<string> Names = new HashSet<string>([DnsNames.In, .. Region.All.Select(DnsNames.Out)]);

    public Task OnAsync(Region region, CancellationToken cancellation) => router.SetOfflineAsync(region, true, cancellation);

    public Task OffAsync(Region region, CancellationToken cancellation) => router.SetOfflineAsync(region, false, cancellation);

    /// <summary>Looks whether the region is offline on every route, and who is answered instead.</summary>
    public async Task<(bool Holds, string Seen)> LookAsync(Region region, CancellationToken cancellation)
    {
        var routes = (await router.ReadAsync(cancellation)).Where(r => Names.Contains(r.Name)).ToList();
        var seen = string.Join(", ", routes.Select(r => $"{r.Name} answers {string.Join(" and ", r.Targets.Where(t => t.Share > 0).Select(t => t.Region))}"));
        return (routes.Count == Names.Count && routes.All(r => r.Targets.Single(t => t.Region == region.Name).Offline), seen);
    }
}
