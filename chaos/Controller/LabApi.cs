using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ActiveActive.Controller;

/// <summary>The routes: what the lab can be asked, and nothing of how it is done.</summary>
internal static class LabApi
{
    /// <summary>Maps the routes and turns every exception of theirs into a sentence.</summary>
    public static void MapLabApi(this WebApplication app, ILab lab, TimedFaults faults, Runs runs, RunArchive archive, Action askDown)
    {
        app.Use(ExplainAsync);
        app.MapGet("/health", c => RespondAsync(c, async () => await Task.FromResult(new { state = Contracts.LifecycleState.ProcessRecords })));
        app.MapGet("/api/status", c => RespondAsync(c, async () => await lab.ObserveAsync(c.RequestAborted)));
        app.MapPost("/api/faults", c => RespondAsync(c, async () => await faults.FailAsync(await BodyAsync<FaultRequest>(c), c.RequestAborted)));
        app.MapPost("/api/recover", c => RespondAsync(c, async () =>
            new RecoverAnswer(await faults.RecoverAsync((await BodyAsync<RecoverRequest>(c)).Target, c.RequestAborted))));
        app.MapPost("/api/runs", async c => await runs.RunAsync(c, archive.Local(await BodyAsync<RunRequest>(c))));
        app.MapGet("/api/runs/{run}/archive", archive.SendAsync);
        app.MapPost("/api/records/{name}", c => RespondAsync(c, async () => await archive.KeepRecordsAsync(c)));
        app.MapAuroraApi(lab);
        app.MapPost("/api/down", async c =>
        {
            c.Response.StatusCode = StatusCodes.Status202Accepted;
            await c.Response.CompleteAsync();
            askDown();
        });
        app.MapRoutingApi(lab);
        app.MapFallback(c => ApiErrors.WriteAsync(
            c, StatusCodes.Status404NotFound, $"there is no {c.Request.Method} {c.Request.Path}; there are GET /health, /api/status, /api/runs/RUN/archive and POST /api/faults, /api/recover, /api/runs, /api/records/NAME, /api/aurora/switchover, /api/aurora/failover, /api/down"));

        async Task ExplainAsync(HttpContext context, RequestDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody is left to be answered.
            }
            catch (Exception error) when (!context.Response.HasStarted)
            {
                var status = ApiErrors.StatusOf(error);
                if (status == StatusCodes.Status500InternalServerError)
                    app.Logger.RequestFailed(error, context.Request.Path);
                await ApiErrors.WriteAsync(context, status, ApiErrors.Sentence(error));
            }
        }
    }

    internal static async Task RespondAsync<T>(HttpContext context, Func<Task<T>> answer) =>
        await context.Response.WriteAsJsonAsync(await answer(), LabJson.Options, context.RequestAborted);

    internal static async Task<T> BodyAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("it is not application/json");
        return await context.Request.ReadFromJsonAsync<T>(LabJson.Options, context.RequestAborted) ?? throw new BadHttpRequestException("it is null");
    }
}
