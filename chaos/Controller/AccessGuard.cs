using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActiveActive.Controller;

/// <summary>
/// Lets nobody in but the owner of lab.json. A web page that the owner looks at can reach 127.0.0.1 too: by a name of its own that
/// resolves there, which the Host header shows, or directly, which the Origin header shows.
/// </summary>
internal sealed class AccessGuard(string token, int? publishedPort, DashboardPage page)
{
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + token));

    /// <summary>Middleware.</summary>
    public Task Check(HttpContext context, RequestDelegate next)
    {
        // Whether it works is no secret, and a container's health check knows no token.
        if (context.Request.Path == "/health" && context.Request.Method == HttpMethods.Get)
            return next(context);
        string[] own = [.. new[] { context.Connection.LocalPort, publishedPort ?? context.Connection.LocalPort }.Distinct()
            .SelectMany(port => new[] { $"127.0.0.1:{port}", $"localhost:{port}" })];
        if (!own.Contains(context.Request.Host.Value))
            return ApiErrors.WriteAsync(context, StatusCodes.Status400BadRequest, $"the host '{context.Request.Host.Value}' is not this lab's; ask {own[0]}");
        // The page's own files hold no secret, and a link to the page may stand anywhere: it is opened without a token and shows nothing.
        if (page.Has(context.Request))
            return next(context);
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !own.Any(o => origin == "http://" + o))
            return ApiErrors.WriteAsync(context, StatusCodes.Status400BadRequest, $"the origin '{origin}' is not this lab's");
        // What a browser says of a page's request where it sends no Origin; programs say nothing.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site and not ("same-origin" or "none"))
            return ApiErrors.WriteAsync(context, StatusCodes.Status400BadRequest, $"a request that a browser calls {site} is not this lab's");
        // Hashes are of one length, so the time that comparing takes says nothing of the token.
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()));
        if (CryptographicOperations.FixedTimeEquals(given, _expected))
            return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, "the token is missing or not this lab's; it is in lab.json");
    }
}
