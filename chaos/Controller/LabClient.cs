using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
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
        await ReadAsync<LabStatus>(await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/status"), cancellation), cancellation);

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

    /// <summary>Runs a scenario. The stream ends with a result; to stop reading is to cancel the run.</summary>
    /// <exception cref="LabApiException">The run was refused, or ended without a result.</exception>
    public async IAsyncEnumerable<RunLine> RunAsync(RunRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await PostAsync("/api/runs", request, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var reader = new StreamReader(stream);
        while (await ReadLineAsync(reader, cancellation) is { } text)
        {
            var line = JsonSerializer.Deserialize<RunLine>(text, LabJson.Options)!;
            if (line.Error is { } error)
                throw new LabApiException(error);
            yield return line;
            if (line.Result is not null)
                yield break;
        }

        throw new LabApiException("the lab ended the run without a result; its log says why");
    }

    /// <summary>Hands a file of records to a controller on another disk.</summary>
    /// <returns>What a run there names as its records.</returns>
    public async Task<string> UploadRecordsAsync(string file, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(file);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/records/" + Uri.EscapeDataString(Path.GetFileName(file))) { Content = new StreamContent(content) };
        return (await ReadAsync<RecordsAnswer>(await SendAsync(request, cancellation), cancellation)).Path;
    }

    /// <summary>Fetches a run's folder from a controller on another disk.</summary>
    /// <returns>The folder's path below <paramref name="into"/>.</returns>
    public async Task<string> FetchRunAsync(string run, string into, CancellationToken cancellation)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/archive"), cancellation);
        await using var tar = await response.Content.ReadAsStreamAsync(cancellation);
        Directory.CreateDirectory(into);
        await TarFile.ExtractToDirectoryAsync(tar, into, overwriteFiles: true, cancellation);
        return Path.Combine(into, run);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadLineAsync(cancellation);
        }
        catch (IOException)
        {
            // The lab was killed; the caller says so.
            return null;
        }
    }

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
            throw new LabApiException((await ReadAsync<ErrorAnswer>(response, cancellation)).Error);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
            return (await response.Content.ReadFromJsonAsync<T>(LabJson.Options, cancellation))!;
    }
}
