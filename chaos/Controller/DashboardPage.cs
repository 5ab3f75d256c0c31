using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ActiveActive.Controller;

/// <summary>
/// The dashboard's files, which chaos/Dashboard/build.sh makes and the build embeds. They are the same for everybody and hold no secret:
/// what the page shows, it asks of the API, with the token that its reader brings.
/// </summary>
internal sealed class DashboardPage
{
    // Nothing from anywhere else, no script or style that is written into the page, no frame around it.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly Dictionary<string, Asset> _assets = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Select(name => (Name: name, Type: TypeOf(name)))
        .Where(r => r.Type is not null)
        .ToDictionary(r => r.Name == "index.html" ? "/" : "/" + r.Name, r => Read(r.Name, r.Type!), StringComparer.Ordinal);

    /// <summary>True when a request is for one of the files.</summary>
    public bool Has(HttpRequest request) =>
        (request.Method == HttpMethods.Get || request.Method == HttpMethods.Head) && _assets.ContainsKey(request.Path.Value ?? "");

    /// <summary>Middleware: answers for the files and lets everything else pass.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!Has(context.Request))
            return next(context);
        var asset = _assets[context.Request.Path.Value!];
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch == asset.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = asset.Type;
        context.Response.ContentLength = asset.Content.Length;
        return context.Request.Method == HttpMethods.Head ? Task.CompletedTask : context.Response.Body.WriteAsync(asset.Content, context.RequestAborted).AsTask();
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    private static Asset Read(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(content, type, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
    }

    private sealed record Asset(byte[] Content, string Type, string Tag);
}
