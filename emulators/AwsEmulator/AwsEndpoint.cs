using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;

namespace ActiveActive.AwsEmulator;

/// <summary>AWS's endpoint: one path for all services, told apart by what X-Amz-Target begins with.</summary>
internal static class AwsEndpoint
{
    /// <summary>
    /// Maps POST /, GET / and the paths of queues. What the SDKs send, POST / with a target, does not take the way through routing.
    /// </summary>
    public static void MapAws(this WebApplication app)
    {
        var dynamo = app.Services.GetRequiredService<DynamoApi>();
        var sqs = app.Services.GetRequiredService<SqsApi>();
        string[] methods = ["GET", "POST"];
        app.Use(next => context => context.Request.Path.Value == "/" && HttpMethods.IsPost(context.Request.Method) && Target(context) is { Length: > 0 } target
            ? Answer(context, target)
            : next(context));
        app.UseRouting();
        app.MapPost("/", Dispatch);
        app.MapGet("/", Dispatch);
        app.MapMethods("/{account:long:length(12)}/{queue}", methods, Dispatch);
        app.MapMethods("/queue/{region}/{account:long:length(12)}/{queue}", methods, Dispatch);

        static string Target(HttpContext context) => context.Request.Headers["X-Amz-Target"].ToString();

        Task Dispatch(HttpContext context) => Answer(context, Target(context));

        async Task Answer(HttpContext context, string target)
        {
            try
            {
                await Serve(context, target);
            }
            catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
            {
                await Refuse(context, broken.StatusCode, "SerializationException", broken.Message);
            }
        }

        Task Serve(HttpContext context, string target)
        {
            if (target.StartsWith(SqsApi.TargetPrefix, StringComparison.Ordinal))
                return sqs.Handle(context, target);
            return target.StartsWith(DynamoApi.TargetPrefix, StringComparison.Ordinal) || target.StartsWith(DynamoApi.StreamsPrefix, StringComparison.Ordinal)
                ? dynamo.Handle(context, target)
                : target.Length == 0 && (context.Request.HasFormContentType || context.Request.Query.ContainsKey("Action"))
                    ? sqs.HandleQuery(context)
                    : target.Length == 0 && context.Request.Path != "/" ? SqsApi.RefusePlain(context)
                    : Unknown(context, target);
        }
    }

    private static Task Unknown(HttpContext context, string target)
    {
        var message = target.Length == 0
            ? "The request has no X-Amz-Target: this emulator speaks AWS's JSON 1.0 protocol, POST / with that header, and SQS's Query protocol, a form with Action"
            : $"{target} is not an operation of this emulator";
        return Refuse(context, 400, "UnknownOperationException", message);
    }

    // In the form that the SDKs of all JSON 1.0 services read an error in.
    private static async Task Refuse(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.0";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("__type", $"com.amazon.coral.service#{code}");
        json.WriteString("message", message);
        json.WriteEndObject();
    }
}
