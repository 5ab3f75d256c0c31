using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>The one place where an exception becomes a status code and a sentence. No answer that is an error is without one.</summary>
internal static partial class ApiErrors
{
    /// <summary>Turns every exception of what follows, and every empty answer, into a sentence.</summary>
    public static void UseSentences(this WebApplication app)
    {
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode, OfEmpty(context.HttpContext)));
        app.Use(async (HttpContext context, RequestDelegate next) =>
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
                var status = StatusOf(error);
                if (status == StatusCodes.Status500InternalServerError)
                    app.Logger.RequestFailed(error, context.Request.Path);
                await WriteAsync(context, status, Sentence(error));
            }
        });
    }

    /// <summary>400 and its like: the caller's mistake. 404: it is not there. 409: the lab cannot do it as it is now. 500: ours.</summary>
    public static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        UnusableFaultException or UnusableInputException or UnusableRequestException => StatusCodes.Status400BadRequest,
        NothingThereException => StatusCodes.Status404NotFound,
        FaultNotConfirmedException or LabEnvironmentException or LabBusyException => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What to tell the caller.</summary>
    public static string Sentence(Exception error) => error switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Sentence(json),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => "the request is too large; 64 KiB are enough for any, and records are handed in at /api/records/NAME",
        BadHttpRequestException bad => Unread(bad.Message),
        _ when StatusOf(error) == StatusCodes.Status500InternalServerError => $"the controller failed: {error.GetType().Name}: {error.Message}; its log says more",
        _ => error.Message,
    };

    // The framework speaks of parameters of our methods; who called has sent a body and named values.
    private static string Unread(string message) => (Parameter().Match(message), message.StartsWith("Implicit body", StringComparison.Ordinal)) switch
    {
        (_, true) => "the request cannot be read: it has no body, or null for one, and needs a JSON object; GET /api/openapi.json tells its members",
        ({ Success: true } named, _) => $"the request's '{named.Groups["name"].Value}' is missing or has a value that does not fit; GET /api/openapi.json tells what it takes",
        _ => "the request cannot be read; GET /api/openapi.json tells what it takes",
    };

    private static string Sentence(JsonException body) => (Unknown().Match(body.Message), body.Path) switch
    {
        ({ Success: true } unknown, _) => $"the request has a member '{unknown.Groups["name"].Value}' that is not known here",
        (_, { Length: > 2 } path) => $"the request cannot be read: {path[2..]} does not have a value that fits",
        _ => "the request cannot be read: it is no JSON object, or not a whole one",
    };

    /// <summary>Answers with an error.</summary>
    public static Task WriteAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorAnswer(sentence), LabJson.Options);
    }

    private static string OfEmpty(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"there is no {context.Request.Path}; GET /api/openapi.json tells what there is",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} takes no {context.Request.Method}; GET /api/openapi.json tells what it takes",
        StatusCodes.Status415UnsupportedMediaType => "the body is to be application/json",
        var status => $"the request was refused with {status}",
    };

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("parameter \"[^\"]* (?<name>[^\" ]+)\"")]
    private static partial Regex Parameter();
}
