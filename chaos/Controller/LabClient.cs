using System.Formats.Tar;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>The other side of the API: what the command line and the tests talk to a lab through.</summary>
public sealed class LabClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A client for the lab that <paramref name="state"/> tells of.</summary>
    public LabClient(LabState state)
    {
        // No proxy and no deadline: a run lasts as long as it lasts, and the caller's cancellation ends it.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(state.Url), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", state.Token);
    }

    /// <summary>The lab as it is.</summary>
    public async Task<LabStatus> StatusAsync(CancellationToken cancellation) =>
        await ReadAsync<LabStatus>(await GetAsync("/api/status", cancellation), cancellation);

    /// <summary>Injects a fault.</summary>
    public async Task<ActiveFault> FailAsync(FaultRequest fault, CancellationToken cancellation) =>
        await ReadAsync<ActiveFault>(await PostAsync("/api/faults", fault, cancellation), cancellation);

    /// <summary>Recovers one target or <c>all</c>.</summary>
    public async Task<IReadOnlyList<string>> RecoverAsync(string target, CancellationToken cancellation) =>
        (await ReadAsync<RecoverAnswer>(await PostAsync("/api/recover", new RecoverRequest(target), cancellation), cancellation)).Recovered;

    /// <summary>Sets weights of the way in, by region.</summary>
    public async Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation) => (await SendAsync(
        new HttpRequestMessage(HttpMethod.Put, "/api/routing/weights") { Content = JsonContent.Create(weights, options: LabJson.Options) }, cancellation)).Dispose();

    /// <summary>Moves the writer of a global database in order.</summary>
    public async Task<MovedWriter> SwitchOverAsync(string database, CancellationToken cancellation) =>
        await ReadAsync<MovedWriter>(await PostAsync("/api/aurora/switchover", new SwitchoverRequest(database), cancellation), cancellation);

    /// <summary>Moves the writer of a global database at once; data loss is allowed.</summary>
    public async Task<MovedWriter> FailOverAsync(string database, CancellationToken cancellation) =>
        await ReadAsync<MovedWriter>(await PostAsync("/api/aurora/failover", new FailoverRequest(database, AllowDataLoss: true), cancellation), cancellation);

    /// <summary>Asks the lab to go down; it does so after the answer.</summary>
    public async Task DownAsync(CancellationToken cancellation) => (await PostAsync("/api/down", new { }, cancellation)).Dispose();

    /// <summary>Begins a run that is the caller's: to dispose of it before its end aborts it.</summary>
    public async Task<RunStream> StartAsync(RunRequest request, CancellationToken cancellation)
    {
        var response = await PostAsync("/api/runs", request, cancellation);
        return new RunStream(Path.GetFileName(response.Headers.Location?.OriginalString ?? ""), response);
    }

    /// <summary>Begins a run that goes on by itself.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> DetachAsync(RunRequest request, CancellationToken cancellation) =>
        (await ReadAsync<RunStarted>(await PostAsync("/api/runs?detach=true", request, cancellation), cancellation)).Id;

    /// <summary>Follows a run from its first event; it goes on whatever becomes of the reader.</summary>
    public async Task<RunStream> FollowAsync(string run, CancellationToken cancellation) => new(run, await GetAsync($"/api/runs/{Uri.EscapeDataString(run)}/events", cancellation));

    /// <summary>A run as it stands.</summary>
    public async Task<RunReport> RunAsync(string run, CancellationToken cancellation) =>
        await ReadAsync<RunReport>(await GetAsync("/api/runs/" + Uri.EscapeDataString(run), cancellation), cancellation);

    /// <summary>The run that goes on, and those before it.</summary>
    public async Task<RunList> RunsAsync(int limit, CancellationToken cancellation) =>
        await ReadAsync<RunList>(await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/runs?limit={limit}"), cancellation), cancellation);

    /// <summary>Aborts a run; returns when what it had failed is recovered.</summary>
    public async Task<RunReport> AbortAsync(string run, CancellationToken cancellation) => await ReadAsync<RunReport>(
        await SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/runs/" + Uri.EscapeDataString(run)), cancellation), cancellation);

    /// <summary>Hands a file of records to a controller on another disk.</summary>
    /// <returns>What a run there names as its records.</returns>
    public async Task<string> UploadRecordsAsync(string file, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(file);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/records/" + Uri.EscapeDataString(Path.GetFileName(file))) { Content = new StreamContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return (await ReadAsync<RecordsAnswer>(await SendAsync(request, cancellation), cancellation)).Path;
    }

    /// <summary>Fetches a run's folder from a controller on another disk.</summary>
    /// <returns>The folder's path below <paramref name="into"/>.</returns>
    public async Task<string> FetchRunAsync(string run, string into, CancellationToken cancellation)
    {
        using var response = await GetAsync($"/api/runs/{run}/archive", cancellation);
        await using var tar = await response.Content.ReadAsStreamAsync(cancellation);
        Directory.CreateDirectory(into);
        await TarFile.ExtractToDirectoryAsync(tar, into, overwriteFiles: true, cancellation);
        return Path.Combine(into, run);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    private Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: LabJson.Options) }, cancellation);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException gone)
        {
            throw new LabApiException($"the lab at {_http.BaseAddress} does not answer: {gone.Message}", gone);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new LabApiException(await SentenceAsync(response, cancellation));
    }

    /// <summary>Something between here and the lab may have answered in its place.</summary>
    private static async Task<string> SentenceAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return (await ReadAsync<ErrorAnswer>(response, cancellation)).Error;
        }
        catch (JsonException)
        {
            return $"the lab answered with {(int)response.StatusCode} and no reason";
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
            return (await response.Content.ReadFromJsonAsync<T>(LabJson.Options, cancellation))!;
    }
}
