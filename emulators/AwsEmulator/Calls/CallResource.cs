using System.Text.Json;

namespace ActiveActive.AwsEmulator.Calls;

/// <summary>
/// The queue or tables that a call is about, for the request log: in the words that faults use. Reads the body ahead of the service,
/// so it costs time and memory, and is asked only when there is a log.
/// </summary>
internal static class CallResource
{
    private const int InMemory = 1 << 20;

    /// <summary>queue/NAME, table/NAME, several with commas, an ARN, or null.</summary>
    public static async Task<string?> Read(HttpRequest request)
    {
        request.EnableBuffering(InMemory);
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = 256 }, request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object ? Of(body.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // What cannot be read is told by the service, which reads it again.
            return null;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }

    /// <summary>The queue of an answered request of the Query protocol, or null.</summary>
    public static string? OfQuery(HttpContext context)
    {
        if (CallName.Field(context, "QueueName") is { } name)
            return "queue/" + name;
        var url = CallName.Field(context, "QueueUrl") ?? (context.Request.Path.Value is { Length: > 1 } path ? path : null);
        return url is null ? null : Queue(url);
    }

    private static string? Of(JsonElement body)
    {
        if (Text(body, "QueueUrl") is { } url)
            return Queue(url);
        if (Text(body, "QueueName") is { } queue)
            return "queue/" + queue;
        if (Text(body, "TableName") is { } table)
            return Table(table);
        if (body.TryGetProperty("RequestItems", out var items) && items.ValueKind == JsonValueKind.Object)
            return string.Join(',', items.EnumerateObject().Select(t => Table(t.Name)));
        if (body.TryGetProperty("TransactItems", out var actions) && actions.ValueKind == JsonValueKind.Array)
            return string.Join(',', TablesOf(actions).Distinct(StringComparer.Ordinal));
        return Text(body, "StreamArn") ?? Text(body, "ResourceArn") ?? Text(body, "SourceArn");
    }

    private static IEnumerable<string> TablesOf(JsonElement actions) =>
        from action in actions.EnumerateArray()
        where action.ValueKind == JsonValueKind.Object
        from kind in action.EnumerateObject()
        let name = kind.Value.ValueKind == JsonValueKind.Object ? Text(kind.Value, "TableName") : null
        where name is not null
        select Table(name);

    private static string Queue(string url) => "queue/" + url[(url.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');

    private static string Table(string name) => "table/" + name[(name.LastIndexOf('/') + 1)..];

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
