using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActiveActive.Controller;

/// <summary>For callers who do not share the controller's disk: takes their records in, and gives the folders of runs out.</summary>
internal sealed partial class RunArchive(ControllerOptions options)
{
    /// <summary>Of what is sent.</summary>
    public const string ContentType = "application/x-tar";

    private const long MaxRecordsBytes = 1L << 30;

    /// <summary>Keeps the caller's records; answers with the path to name in a run.</summary>
    public async Task<RecordsAnswer> KeepRecordsAsync(string name, Stream body, HttpContext context)
    {
        if (!FileName().IsMatch(name))
            throw new UnusableRequestException($"'{name}' is no name for a file of records; it ends in .jsonl or .csv");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxRecordsBytes;
        var folder = Directory.CreateDirectory(Path.Combine(options.StateFolder, "records", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)))).FullName;
        var path = Path.Combine(folder, name);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await body.CopyToAsync(file, context.RequestAborted);
            return new RecordsAnswer(path);
        }
        catch
        {
            // Half a file is of no use to anybody.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Streams a run's folder as a tar file.</summary>
    public PushStreamHttpResult Send(string folder, CancellationToken cancellation) => TypedResults.Stream(
        body => TarFile.CreateFromDirectoryAsync(folder, body, includeBaseDirectory: true, cancellation), ContentType);

    // A name and no path: what is asked for lies below the folder and nowhere else.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._ -]{0,99}\.(jsonl|csv)\z")]
    private static partial Regex FileName();
}
