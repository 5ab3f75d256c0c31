using System.Text.Json;
using ActiveActive.AwsEmulator.Metrics;
using ActiveActive.AwsEmulator.Settings;

namespace ActiveActive.AwsEmulator.Calls;

/// <summary>
/// Stands before AWS's endpoint: counts every call, writes it to the request log if there is one, and turns away the services that
/// are switched off. It changes no answer of a service that is on.
/// </summary>
internal sealed class CallWatch(CallMetrics metrics, RequestLog log, EmulatorOptions options, TimeProvider time)
{
    /// <summary>Watches a request.</summary>
    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var name = target.Length > 0 ? CallName.OfTarget(target) : null;
        var query = target.Length == 0 && CallName.IsQuery(context.Request);
        return name is null && !query ? next(context) : Watch(context, name, next);
    }

    private async Task Watch(HttpContext context, CallName? name, RequestDelegate next)
    {
        var began = time.GetTimestamp();
        var resource = log.IsOn && name is not null ? await CallResource.Read(context.Request) : null;
        try
        {
            var service = name?.Service ?? "sqs";
            await (options.Serves(service) ? next(context) : TurnAway(context, service));
        }
        finally
        {
            var took = time.GetElapsedTime(began);
            // A caller that has gone away got no answer, whatever the status says.
            var code = context.FailureCode() ?? (context.RequestAborted.IsCancellationRequested ? "Aborted" : context.Response.StatusCode < 400 ? null : "Refused");
            var done = name ?? CallName.OfQuery(context);
            metrics.Count(done, took, code);
            if (log.IsOn)
                log.Write(context, done, resource ?? CallResource.OfQuery(context), took, code);
        }
    }

    private static async Task TurnAway(HttpContext context, string service)
    {
        context.FailedWith("ServiceDisabled");
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        context.Response.ContentType = "application/x-amz-json-1.0";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("__type", "InternalFailure");
        json.WriteString("message", $"Service '{service}' is not enabled. Please check your 'SERVICES' configuration variable.");
        json.WriteEndObject();
    }
}
