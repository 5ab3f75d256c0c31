using System.Net.Http.Json;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>Reads and changes the router's routes over its HTTP API. A paused router takes calls and never answers, so each has a limit.</summary>
internal sealed class RouterClient(LabParts parts, TimeProvider time)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);

    /// <summary>Every record set as it is now.</summary>
    /// <exception cref="LabEnvironmentException">The router does not answer.</exception>
    public Task<IReadOnlyList<Route>> ReadAsync(CancellationToken cancellation) => WithinAsync(
        async token => (await parts.Http.GetFromJsonAsync<IReadOnlyList<Route>>(Url("record-sets"), JsonSerializerOptions.Web, token))!, cancellation);

    /// <summary>Sets weights of the way in, by region; a region that is not named keeps its own.</summary>
    /// <exception cref="LabEnvironmentException">The router does not answer, or refused; nothing was changed then.</exception>
    public Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation) =>
        PutAsync($"record-sets/{DnsNames.In}/weights", weights, cancellation);

    /// <summary>Switches a region off, or on again, for every route in and out.</summary>
    /// <exception cref="LabEnvironmentException">The router does not answer, or refused.</exception>
    public Task SetOfflineAsync(Region region, bool offline, CancellationToken cancellation) => PutAsync($"regions/{region}/offline", new { offline }, cancellation);

    /// <summary>Moves a name that only its control plane moves.</summary>
    /// <exception cref="LabEnvironmentException">The router does not answer, or refused.</exception>
    public Task SetActiveAsync(string name, Region region, CancellationToken cancellation) =>
        PutAsync($"record-sets/{name}/active", new { region = region.Name }, cancellation);

    private Task PutAsync<T>(string path, T body, CancellationToken cancellation) => WithinAsync(
        async token =>
        {
            using var response = await parts.Http.PutAsJsonAsync(Url(path), body, JsonSerializerOptions.Web, token);
            if (response.IsSuccessStatusCode)
                return true;
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(token);
            throw new LabEnvironmentException($"{Components.DnsRouter} refused: {answer.GetProperty("error").GetString()}");
        },
        cancellation);

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await call(either.Token);
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested && silent is OperationCanceledException or HttpRequestException)
        {
            throw new LabEnvironmentException(
                $"{Components.DnsRouter} did not answer ({(patience.IsCancellationRequested ? $"not within {CallLimit.TotalSeconds:0} s" : silent.Message)}); is it failed itself? './aa recover {Components.DnsRouter}' first", silent);
        }
    }

    private Uri Url(string path) => new($"http://{parts.Components[Components.DnsRouter].Address}/{path}");

    /// <summary>A record set, as far as the lab looks at it.</summary>
    /// <param name="Active">Failover and manual sets: the region that is answered now.</param>
    internal sealed record Route(string Name, string Policy, string? Active, IReadOnlyList<RouteTarget> Targets);

    /// <summary>A target of it.</summary>
    /// <param name="Share">Its part of the answers now; 0 when it is not answered.</param>
    internal sealed record RouteTarget(string? Region, int? Weight, int Share, bool Offline, RouteHealth Health);

    /// <summary>What is known of its health.</summary>
    internal sealed record RouteHealth(bool Healthy);
}
