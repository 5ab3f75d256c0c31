using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Asks the dns-router for its routes and changes them. No call outlasts its limit, since a paused router takes calls and never
/// answers them. A change that got no answer may have been made all the same; repeating it is harmless.
/// </summary>
internal sealed class RouterClient(IPEndPoint router, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(2);

    /// <summary>Every record set.</summary>
    /// <exception cref="LabEnvironmentException">The router did not answer, or refused; the message says which.</exception>
    public Task<IReadOnlyList<RoutedName>> RecordSetsAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<RoutedName>>(HttpMethod.Get, "record-sets", null, cancellation);

    /// <summary>One record set by its DNS name.</summary>
    /// <exception cref="LabEnvironmentException">The router did not answer, or has no such set.</exception>
    public Task<RoutedName> RecordSetAsync(string name, CancellationToken cancellation) =>
        CallAsync<RoutedName>(HttpMethod.Get, $"record-sets/{name}", null, cancellation);

    /// <summary>Moves a manual record set to a region, and keeps it there across restarts of the router.</summary>
    /// <returns>The set as it answers now.</returns>
    /// <exception cref="LabEnvironmentException">The router did not answer, or refused.</exception>
    public Task<RoutedName> SetActiveAsync(string name, Contracts.Region region, CancellationToken cancellation) =>
        CallAsync<RoutedName>(HttpMethod.Put, $"record-sets/{name}/active", new { region = region.Name }, cancellation);

    private async Task<T> CallAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellation)
        where T : class
    {
        using var limit = new CancellationTokenSource(CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(method, new Uri($"http://{router}/{path}"));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
                throw new LabEnvironmentException($"dns-router refused {method} /{path}: {await ReasonAsync(response, either.Token)}");
            return await response.Content.ReadFromJsonAsync<T>(either.Token) ?? throw new LabEnvironmentException($"dns-router answered {method} /{path} with nothing");
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested && silent is OperationCanceledException or HttpRequestException or JsonException)
        {
            throw new LabEnvironmentException(
                $"dns-router did not answer {method} /{path} ({(limit.IsCancellationRequested ? $"nothing within {CallLimit.TotalSeconds:0} s" : silent.Message)}); is it failed? './aa recover dns-router' brings it back", silent);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var answer = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            using var problem = JsonDocument.Parse(answer);
            return problem.RootElement.GetProperty("error").GetString() ?? answer;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{(int)response.StatusCode} {answer}";
        }
    }
}
