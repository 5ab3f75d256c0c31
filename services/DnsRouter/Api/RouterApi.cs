using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Routing;

namespace ActiveActive.DnsRouter.Api;

/// <summary>Shows and changes the routes over HTTP. A request that is turned down has changed nothing.</summary>
public static class RouterApi
{
    /// <summary>Maps /record-sets and /regions.</summary>
    public static WebApplication MapRouterApi(this WebApplication app)
    {
        app.MapGet("/record-sets", (RecordSetTable table) => Ok(table.All.Select(RecordSetView.Of)));
        app.MapGet("/record-sets/{name}", (string name, RecordSetTable table) =>
            Guarded(() => Ok(RecordSetView.Of(table.Find(name)))));
        app.MapPut("/record-sets/{name}/weights", (string name, HttpRequest request, RecordSetTable table) =>
            GuardedAsync<Dictionary<string, int>>(request, weights =>
            {
                var set = table.Find(name);
                table.SetWeights(set, weights);
                return Ok(RecordSetView.Of(set));
            }));
        app.MapPut("/record-sets/{name}/active", (string name, HttpRequest request, RecordSetTable table) =>
            GuardedAsync<ActiveChange>(request, change =>
            {
                var set = table.Find(name);
                table.SetActive(set, change.Region);
                return Ok(RecordSetView.Of(set));
            }));
        app.MapGet("/regions", (RecordSetTable table) => Ok(Regions(table)));
        app.MapPut("/regions/{region}/offline", (string region, HttpRequest request, RecordSetTable table) =>
            GuardedAsync<OfflineChange>(request, change =>
            {
                var known = ParseRegion(region);
                table.SetOffline(known, change.Offline);
                return Ok(Regions(table).Single(r => r.Region == known.Name));
            }));
        return app;
    }

    private static IEnumerable<RegionView> Regions(RecordSetTable table)
    {
        var offline = table.Offline;
        return Region.All.Select(r => new RegionView(r.Name, r.AwsName, offline.Contains(r.Name)));
    }

    private static Region ParseRegion(string text)
    {
        try
        {
            return Region.Parse(text);
        }
        catch (ArgumentException unknown)
        {
            throw new UnknownNameException(unknown.Message);
        }
    }

    private static async Task<IResult> GuardedAsync<T>(HttpRequest request, Func<T, IResult> change)
        where T : class
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, RecordSetFileLoader.Json, request.HttpContext.RequestAborted);
            return body is null ? Error(StatusCodes.Status400BadRequest, "the body is null, not an object") : Guarded(() => change(body));
        }
        catch (JsonException wrong)
        {
            return Error(StatusCodes.Status400BadRequest, $"the body cannot be used: {JsonProblem.Describe(wrong)}");
        }
    }

    private static IResult Guarded(Func<IResult> answer)
    {
        try
        {
            return answer();
        }
        catch (UnknownNameException unknown)
        {
            return Error(StatusCodes.Status404NotFound, unknown.Message);
        }
        catch (BadRequestException wrong)
        {
            return Error(StatusCodes.Status400BadRequest, wrong.Message);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return Error(StatusCodes.Status500InternalServerError, $"nothing was changed, because the change could not be kept: {full.Message}");
        }
    }

    private static IResult Ok<T>(T value) => Results.Json(value, RecordSetFileLoader.Json);

    private static IResult Error(int status, string sentence) => Results.Json(new Problem(sentence), RecordSetFileLoader.Json, statusCode: status);
}
