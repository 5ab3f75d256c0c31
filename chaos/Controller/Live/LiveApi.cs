using System.Net.ServerSentEvents;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Spec.Invariants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>What a page needs that shows the lab: the live stream, and what there is to choose from.</summary>
internal static class LiveApi
{
    /// <summary>Maps GET /live and GET /catalogue.</summary>
    public static void MapLive(this RouteGroupBuilder api, ILab lab, LiveFeed live)
    {
        api.MapGet("/live", (CancellationToken stop) => TypedResults.ServerSentEvents(live.ReadAsync(stop)))
            .Says("Live", "The lab while somebody watches: its recent past, its status, and what happens to records").Produces<LiveEvent>(contentType: "text/event-stream");
        api.MapGet("/catalogue", () => CatalogueOf(lab))
            .Says("Catalogue", "Every target with the faults that fit it here, every scenario, the invariants by name");
    }

    private static Catalogue CatalogueOf(ILab lab) => new(
        lab.Engine,
        [.. Target.All.Select(t => new TargetView(t.Name, t.Kind.ToString(), t.Host?.Name, [.. lab.Scope.KindsOf(t).Select(k => k.Text())]))],
        [.. Scenario.All.Select(s => new ScenarioView(s.Name, s.Description, s.FewestBatches))],
        [.. AllInvariants.InOrder.Select(i => i.Name)]);
}

/// <summary>Answer to GET /api/catalogue.</summary>
/// <param name="Engine">processes or docker.</param>
/// <param name="Invariants">By number from 1.</param>
public sealed record Catalogue(string Engine, IReadOnlyList<TargetView> Targets, IReadOnlyList<ScenarioView> Scenarios, IReadOnlyList<string> Invariants);

/// <summary>Something that can fail.</summary>
/// <param name="Sort">What it is: Container, Queue, Database, Table, Aws, AuroraInstance, Replication, Routing, Writer or Service.</param>
/// <param name="Host">What it lives on, or null.</param>
/// <param name="Kinds">The faults that fit it here, the usual one first.</param>
public sealed record TargetView(string Name, string Sort, string? Host, IReadOnlyList<string> Kinds);

/// <summary>A scenario.</summary>
/// <param name="Description">What it does, in one sentence.</param>
public sealed record ScenarioView(string Name, string Description, int FewestBatches);
