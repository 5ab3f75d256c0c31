using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ActiveActive.Report;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>The routes of runs: begin, follow, abort, list, fetch.</summary>
internal static class RunsApi
{
    private const string EventStream = "text/event-stream";
    private const int MostListed = 500;

    /// <summary>Maps them.</summary>
    public static void MapRuns(this RouteGroupBuilder api, ILab lab, Runs runs, RunShelf shelf, RunArchive archive)
    {
        var all = api.MapGroup("/runs");
        all.MapPost("", (RunRequest request, HttpContext context, bool detach = false) => StartAsync(runs, request, detach, context))
            .Says("Run", "Run a scenario. The answer is its events, and to hang up aborts it; with detach it goes on by itself")
            .Produces<RunEvent>(contentType: EventStream).RefusesBodies().Refuses(StatusCodes.Status409Conflict);
        all.MapGet("", (int limit = 50) => runs.List(limit is > 0 and <= MostListed
                ? limit
                : throw new UnusableRequestException($"limit is {limit.ToString(CultureInfo.InvariantCulture)}; it goes from 1 to {MostListed}")))
            .Says("Runs", "The run that goes on, and those before it, newest first");

        var one = all.MapGroup("/{run}").Refuses(StatusCodes.Status404NotFound);
        one.MapGet("", (string run) => runs.Find(run)?.Report(lab.Time.GetUtcNow()) ?? RunFolders.Report(FolderOf(run)))
            .Says("GetRun", "A run: its state, what was asked for, its steps, and its result when it has ended");
        one.MapDelete("", (string run) => runs.AbortAsync(runs.Find(run) ?? throw new LabBusyException($"{Path.GetFileName(FolderOf(run))} has ended already; there is nothing to abort")))
            .Says("Abort", "Abort a run; answers when what it had failed is recovered, and says what").Refuses(StatusCodes.Status409Conflict);
        one.MapGet("/events", (string run, [FromHeader(Name = "Last-Event-ID")] long? after) =>
                TypedResults.ServerSentEvents(FollowAsync(runs.Find(run) ?? throw Silent(run), after ?? 0)))
            .Says("Follow", "A run's events from the first, or from after Last-Event-ID, to the last").Produces<RunEvent>(contentType: EventStream);
        one.MapGet("/verdict", (string run) => Verdict(FolderOf(run), run))
            .Says("GetVerdict", "A run's verdict.json").Produces<Verdict>();
        one.MapGet("/report", (string run) => ReportOf.Folder(FolderOf(run)))
            .Says("GetReport", "All that a report shows of a run, in numbers");
        one.MapGet("/report.html", (string run) => TypedResults.File(ReportPage.Of(FolderOf(run)), "text/html", $"{Path.GetFileName(FolderOf(run))}.html"))
            .Says("GetReportPage", "The report as one self-contained page, to be kept as a file").Produces<string>(contentType: "text/html");
        one.MapGet("/archive", (string run, CancellationToken stop) => archive.Send(FolderOf(run), stop))
            .Says("GetArchive", "A run's folder, as a tar file").Produces<Stream>(contentType: RunArchive.ContentType);

        string FolderOf(string run) => runs.Find(run)?.Ending?.Result?.RunFolder ?? shelf.Find(run)
            ?? throw new NothingThereException($"there is no run '{run}' here; GET /api/runs lists what there is");

        NothingThereException Silent(string run) =>
            new($"what {Path.GetFileName(FolderOf(run))} said while it went on is not kept any more; GET /api/runs/{run} tells how it ended");
    }

    private static async Task<Results<ServerSentEventsResult<RunEvent>, Accepted<RunStarted>>> StartAsync(
        Runs runs, RunRequest request, bool detach, HttpContext context)
    {
        var run = await runs.StartAsync(request, detach ? CancellationToken.None : context.RequestAborted);
        var location = "/api/runs/" + run.Id;
        if (detach)
            return TypedResults.Accepted(location, new RunStarted(run.Id));
        context.Response.Headers.Location = location;
        return TypedResults.ServerSentEvents(OwnAsync(run, context.RequestAborted));
    }

    private static IAsyncEnumerable<SseItem<RunEvent>> FollowAsync(LabRun run, long after) => run.Journal.ReadAsync(after, CancellationToken.None);

    /// <summary>The events of a run that ends with its reader.</summary>
    private static async IAsyncEnumerable<SseItem<RunEvent>> OwnAsync(LabRun run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var e in run.Journal.ReadAsync(0, cancellation))
                yield return e;
        }
        finally
        {
            // Whatever kept the reader from the last event.
            await run.AbortAsync();
        }
    }

    private static PhysicalFileHttpResult Verdict(string folder, string run) =>
        Path.Combine(folder, RunFolderLayout.Verdict) is var file && File.Exists(file)
            ? TypedResults.PhysicalFile(file, "application/json")
            : throw new NothingThereException($"the run {run} has no verdict");
}
