using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Http;

namespace ActiveActive.Controller;

/// <summary>For callers who do not share the controller's disk: takes their records in, and gives the folders of runs out.</summary>
internal sealed partial class RunArchive(ControllerOptions options)
{
    private const long MaxRecordsBytes = 1L << 30;

    /// <summary>Makes a caller's request one that can be run here.</summary>
    public RunRequest Local(RunRequest request) => options.RunsFolder is { } runs ? request with { Report = runs } : request;

    /// <summary>Keeps the caller's records; answers with the path to name in a run.</summary>
    public async Task<RecordsAnswer> KeepRecordsAsync(HttpContext context)
    {
        var name = context.Request.RouteValues["name"] as string ?? "";
        if (!FileName().IsMatch(name))
            throw new BadHttpRequestException($"'{name}' is no name for a file of records; it ends in .jsonl or .csv");
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxRecordsBytes;
        var folder = Directory.CreateDirectory(Path.Combine(options.StateFolder, "records", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)))).FullName;
        var path = Path.Combine(folder, name);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await context.Request.Body.CopyToAsync(file, context.RequestAborted);
        return new RecordsAnswer(path);
    }

    /// <summary>Streams a run's folder as a tar file.</summary>
    public async Task SendAsync(HttpContext context)
    {
        var name = context.Request.RouteValues["run"] as string ?? "";
        var folder = options.RunsFolder is { } runs && RunName().IsMatch(name) ? Path.Combine(runs, name) : null;
        if (folder is null || !Directory.Exists(folder))
        {
            await ApiErrors.WriteAsync(context, StatusCodes.Status404NotFound, $"there is no run '{name}' here");
            return;
        }

        context.Response.ContentType = "application/x-tar";
        await TarFile.CreateFromDirectoryAsync(folder, context.Response.Body, includeBaseDirectory: true, context.RequestAborted);
    }

    // A name and no path: what is asked for lies below the folder and nowhere else.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._ -]{0,99}\.(jsonl|csv)\z")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,99}\z")]
    private static partial Regex RunName();
}
