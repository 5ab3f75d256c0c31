using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace ActiveActive.ConformanceTests.Given;

/// <summary>Signs requests and sends them to the given endpoint, by AWS's own signer.</summary>
internal static class RelayCalls
{
    private const string Region = "us-east-1";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };

    // Keys that an emulator takes; with AWS's own variables set, those.
    private static readonly string AccessKey = Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") ?? "test";
    private static readonly string SecretKey = Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") ?? "test";

    /// <summary>Sends a request and answers what came back, as it came.</summary>
    /// <param name="target">X-Amz-Target, or empty for SQS's Query protocol.</param>
    /// <param name="type">The body's media type.</param>
    public static async Task<HttpResponseMessage> Send(HttpMethod method, string pathAndQuery, string target, string? type, byte[] body)
    {
        var (host, name) = target.Split('_', '.')[0] switch
        {
            "DynamoDB" => ("dynamodb", "dynamodb"),
            "DynamoDBStreams" => ("streams.dynamodb", "dynamodb"),
            _ => ("sqs", "sqs"),
        };
        var url = new Uri(GivenEndpoint.Of(host), pathAndQuery);
        using var message = new HttpRequestMessage(method, url);
        if (method == HttpMethod.Post)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type ?? "application/x-amz-json-1.0");
        }

        foreach (var (header, value) in Signed(method, url, name, target, body))
            message.Headers.TryAddWithoutValidation(header, value);
        return await Http.SendAsync(message);
    }

    /// <summary>Calls an operation of DynamoDB that the relay needs itself.</summary>
    public static async Task<(int Status, string Body)> Dynamo(string operation, string json)
    {
        using var response = await Send(HttpMethod.Post, "/", $"DynamoDB_20120810.{operation}", null, Encoding.UTF8.GetBytes(json));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static IDictionary<string, string> Signed(HttpMethod method, Uri url, string service, string target, byte[] body)
    {
        var request = new DefaultRequest(new Unsigned(), service)
        {
            HttpMethod = method.Method, Endpoint = new Uri(url.GetLeftPart(UriPartial.Authority)), ResourcePath = url.AbsolutePath, Content = body,
            OverrideSigningServiceName = service, AuthenticationRegion = Region,
        };
        if (target.Length > 0)
            request.Headers["X-Amz-Target"] = target;
        if (Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN") is { Length: > 0 } token)
            request.Headers["X-Amz-Security-Token"] = token;
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
            request.Parameters[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
        var result = new AWS4Signer().SignRequest(request, new AmazonDynamoDBConfig { AuthenticationRegion = Region }, null, AccessKey, SecretKey);
        request.Headers["Authorization"] = result.ForAuthorizationHeader;
        request.Headers.Remove("Host");
        return request.Headers;
    }

    private sealed class Unsigned : Amazon.Runtime.AmazonWebServiceRequest;
}
