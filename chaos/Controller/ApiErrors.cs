using System.Text.Json;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using Microsoft.AspNetCore.Http;

namespace ActiveActive.Controller;

/// <summary>The one place where an exception becomes a status code and a sentence.</summary>
internal static class ApiErrors
{
    /// <summary>400: the caller's mistake. 409: the lab cannot do it as it is now. 500: ours.</summary>
    public static int StatusOf(Exception error) => error switch
    {
        UnusableFaultException or UnusableInputException or BadHttpRequestException or JsonException => StatusCodes.Status400BadRequest,
        FaultNotConfirmedException or LabEnvironmentException or LabBusyException => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What to tell the caller.</summary>
    public static string Sentence(Exception error) => error switch
    {
        BadHttpRequestException or JsonException => $"the request cannot be read: {error.Message}",
        _ when StatusOf(error) == StatusCodes.Status500InternalServerError => $"the controller failed: {error.GetType().Name}: {error.Message}; its log says more",
        _ => error.Message,
    };

    /// <summary>Answers with an error.</summary>
    public static Task WriteAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorAnswer(sentence), LabJson.Options);
    }
}
