using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>How traffic is routed, and the weights of the way in. A region is switched offline as a fault of r1/routing is made.</summary>
internal static class RoutingApi
{
    /// <summary>Maps GET /api/routing and PUT /api/routing/weights.</summary>
    public static void MapRoutingApi(this IEndpointRouteBuilder app, ILab lab)
    {
        app.MapGet("/api/routing", async (HttpContext c) => TypedResults.Json((await lab.ObserveAsync(c.RequestAborted)).Routing, LabJson.Options))
            .WithName("Routing").WithSummary("How traffic is routed, by region; null when the router does not answer");
        app.MapPut("/api/routing/weights", async (Dictionary<string, int> weights, HttpContext c) =>
            {
                await lab.SetWeightsAsync(weights, c.RequestAborted);
                return TypedResults.Json((await lab.ObserveAsync(c.RequestAborted)).Routing, LabJson.Options);
            })
            .WithName("SetWeights").WithSummary("Sets weights of the way in, 0 to 255 by region; they last until they are set again");
    }
}
