using System.Text;
using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Speaks DynamoDB's JSON to a server, as it is written in AWS's manual.</summary>
internal static class DynamoDbWire
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Calls an operation that must succeed.</summary>
    public static async Task<JsonElement> Ask(this DynamoDbServer server, string operation, string json)
    {
        var (status, body) = await Send(server, operation, json);
        Assert.True(status == 200, $"{operation} {json}\nanswered {body}");
        return body;
    }

    /// <summary>Calls an operation that must fail; the answer has the error's type and words.</summary>
    public static async Task<JsonElement> Fail(this DynamoDbServer server, string operation, string json, string type, string message)
    {
        var (status, body) = await Send(server, operation, json);
        Assert.Equal(400, status);
        Assert.EndsWith($"#{type}", body.GetProperty("__type").GetString(), StringComparison.Ordinal);
        Assert.Equal(message, body.TryGetProperty("message", out var text) ? text.GetString() : body.GetProperty("Message").GetString());
        return body;
    }

    /// <summary>An answer's part as text.</summary>
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetRawText();

    private static async Task<(int Status, JsonElement Body)> Send(DynamoDbServer server, string operation, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address) { Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.Add("X-Amz-Target", $"DynamoDB_20120810.{operation}");
        using var response = await Http.SendAsync(request);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, document.RootElement.Clone());
    }
}
