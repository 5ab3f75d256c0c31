using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;

namespace ActiveActive.AwsEmulator;

/// <summary>AWS's endpoint: one path for all services, told apart by what X-Amz-Target begins with.</summary>
internal static class AwsEndpoint
{
    /// <summary>Maps POST /, GET / and the paths of queues.</summary>
    public static void MapAws(this IEndpointRouteBuilder routes)
    {
        var dynamo = routes.ServiceProvider.GetRequiredService<DynamoApi>();
        var sqs = routes.ServiceProvider.GetRequiredService<SqsApi>();
        string[] methods = ["GET", "POST"];
        routes.MapPost("/", Dispatch);
        routes.MapGet("/", Dispatch);
        routes.MapMethods("/{account:long:length(12)}/{queue}", methods, Dispatch);
        routes.MapMethods("/queue/{region}/{account:long:length(12)}/{queue}", methods, Dispatch);

        Task Dispatch(HttpContext context)
        {
            var target = context.Request.Headers["X-Amz-Target"].ToString();
            if (target.StartsWith(SqsApi.TargetPrefix, StringComparison.Ordinal))
                return sqs.Handle(context, target);
            return target.StartsWith(DynamoApi.TargetPrefix, StringComparison.Ordinal) || target.StartsWith(DynamoApi.StreamsPrefix, StringComparison.Ordinal)
                ? dynamo.Handle(context, target)
                : target.Length == 0 && (context.Request.HasFormContentType || context.Request.Query.ContainsKey("Action"))
                    ? sqs.HandleQuery(context)
                    : Unknown(context, target);
        }
    }

    // In the form that the SDKs of all JSON 1.0 services read an error in.
    private static async Task Unknown(HttpContext context, string target)
    {
        var message = target.Length == 0
            ? "The request has no X-Amz-Target: this emulator speaks AWS's JSON 1.0 protocol, POST / with that header, and SQS's Query protocol, a form with Action"
            : $"{target} is not an operation of this emulator";
        context.Response.StatusCode = 400;
        context.Response.ContentType = "application/x-amz-json-1.0";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("__type", "com.amazon.coral.service#UnknownOperationException");
        json.WriteString("message", message);
        json.WriteEndObject();
    }
}
