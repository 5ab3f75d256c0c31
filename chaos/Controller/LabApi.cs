using ActiveActive.Contracts;
using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>The routes: what the lab can be asked, and nothing of how it is done. Runs have a table of their own.</summary>
internal static class LabApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapLabApi(this WebApplication app, ILab lab, HandFaults faults, Runs runs, RunShelf shelf, RunArchive archive, LiveFeed live, Action askDown)
    {
        app.MapOpenApi(ApiDescription.Path);
        app.MapGet("/health", () => new HealthAnswer(LifecycleState.ProcessRecords)).Says("Health", "Whether the controller answers; needs no token");

        var api = app.MapGroup("/api").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status500InternalServerError);
        api.MapState(lab);
        api.MapFaults(lab, faults);
        api.MapRouting(lab);
        api.MapAurora(lab);
        api.MapLive(lab, live);
        api.MapHistory(lab, shelf);
        api.MapRuns(lab, runs, shelf, archive);
        api.MapPost("/records/{name}", archive.KeepRecordsAsync)
            .Says("KeepRecords", "Hand in a file of records, NAME.jsonl or NAME.csv, for a controller on another disk").Refuses(StatusCodes.Status413PayloadTooLarge);
        api.MapPost("/down", (HttpContext context) =>
        {
            context.Response.OnCompleted(() =>
            {
                askDown();
                return Task.CompletedTask;
            });
            return TypedResults.Accepted((string?)null);
        }).Says("Down", "End the lab, after this answer");
    }

    private static void MapState(this RouteGroupBuilder api, ILab lab)
    {
        api.MapGet("/status", (CancellationToken stop) => lab.ObserveAsync(stop)).Says("Status", "The lab as it is: components, queues, stores, faults");
        api.MapGet("/components", async (CancellationToken stop) => LabViews.Components(await lab.ObserveAsync(stop)))
            .Says("Components", "Every component's state with its reasons");
        api.MapGet("/components/{**name}", async (string name, CancellationToken stop) => LabViews.Component(await lab.ObserveAsync(stop), Named(name)))
            .Says("Component", "One component's state with its reasons; r1-core is r1/core").Refuses(StatusCodes.Status404NotFound);
        api.MapGet("/queues", async (CancellationToken stop) => (await lab.ObserveAsync(stop)).Queues).Says("Queues", "Every queue's depth: visible, in flight, delayed, dead");
        api.MapGet("/stages", async (CancellationToken stop) => LabViews.Stages(await lab.ObserveAsync(stop)))
            .Says("Stages", "By stage and region: what waits, what is stored, how the container is");
        api.MapGet("/replication", async (CancellationToken stop) => (await lab.ObserveAsync(stop)).Replication)
            .Says("Replication", "By store and receiving region: rows, bytes and seconds behind, whether it is paused");
    }

    private static void MapFaults(this RouteGroupBuilder api, ILab lab, HandFaults faults)
    {
        api.MapGet("/faults", async (CancellationToken stop) => (await lab.ObserveAsync(stop)).Faults).Says("Faults", "The faults that hold");
        api.MapPost("/faults", (FaultRequest fault, CancellationToken stop) => faults.FailAsync(fault, stop))
            .Says("Fail", "Fail a target, for good or for some seconds").RefusesBodies().Refuses(StatusCodes.Status409Conflict);
        api.MapDelete("/faults/{**target}", (string target, CancellationToken stop) => RecoverAsync(faults, Named(target), stop))
            .Says("RecoverTarget", "Recover a target, or all").Refuses(StatusCodes.Status409Conflict);
        api.MapPost("/recover", (RecoverRequest wanted, CancellationToken stop) => RecoverAsync(faults, wanted.Target, stop))
            .Says("Recover", "Recover a target, or all").RefusesBodies().Refuses(StatusCodes.Status409Conflict);
    }

    // A slash that a client has escaped stays so in a path: it could not be told from one that separates.
    private static string Named(string inPath) => inPath.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static async Task<RecoverAnswer> RecoverAsync(HandFaults faults, string? target, CancellationToken cancellation)
    {
        var recovered = await faults.RecoverAsync(target, cancellation);
        // Of all that is failed, nothing is an answer; of one target it is a mistake in the name, or somebody was faster.
        return recovered.Count > 0 || string.Equals(target, "all", StringComparison.OrdinalIgnoreCase)
            ? new RecoverAnswer(recovered)
            : throw new LabBusyException($"{Faults.Target.Parse(target!)} is not failed");
    }
}
