using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>How traffic is routed, and the weights of the way in. A region is switched offline as a fault of r1/routing is made.</summary>
internal static class RoutingApi
{
    /// <summary>Maps GET /routing and PUT /routing/weights.</summary>
    public static void MapRouting(this RouteGroupBuilder api, ILab lab)
    {
        api.MapGet("/routing", async (CancellationToken stop) => (await lab.ObserveAsync(stop)).Routing)
            .Says("Routing", "How traffic is routed, by region; null when the router does not answer");
        api.MapPut("/routing/weights", async (Dictionary<string, int> weights, CancellationToken stop) =>
            {
                await lab.SetWeightsAsync(weights, stop);
                return (await lab.ObserveAsync(stop)).Routing;
            })
            .Says("SetWeights", "Set weights of the way in, 0 to 255 by region; they last until they are set again").RefusesBodies();
    }
}
