using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActiveActive.Controller;

/// <summary>
/// Refuses a body that is too large once it has been sent: a client that is still sending when the connection is closed finds a broken
/// pipe and never the sentence. What is far too large is cut off all the same.
/// </summary>
internal static class BodyLimit
{
    /// <summary>Every request fits in this, but for records, which have a limit of their own.</summary>
    public const long MaxBytes = 64 * 1024;

    private const long MaxDiscardedBytes = 16 * 1024 * 1024;

    /// <summary>Has it refused.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        if (context.Request.ContentLength is not > MaxBytes || context.Request.Path.StartsWithSegments("/api/records", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDiscardedBytes;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        throw new BadHttpRequestException("the body is too large", StatusCodes.Status413PayloadTooLarge);
    });
}
