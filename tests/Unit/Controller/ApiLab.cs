using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveActive.Controller;
using Microsoft.Extensions.Time.Testing;

namespace ActiveActive.UnitTests.Controller;

/// <summary>A controller over a lab that only remembers, and its API as any HTTP client sees it.</summary>
internal sealed class ApiLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ApiLab(FakeTimeProvider time)
    {
        Time = time;
        Lab = new FakeLab(time)
        {
            HistoryFolder = Histories,
            Components = [new("r1/core", "FailedDependency", "its table does not answer", "127.0.1.3:8080", 17), new("r1/aws", "ProcessRecords", null, "127.0.1.10:4566", 18)],
            Queues = [new("r1", "preprocess-core", 1, 2, 3, 4), new("r2", "preprocess-core", null, null, null, null)],
            Stores = [new("r1", "core", 30), new("r2", "core", 28)],
        };
        Runner = new StepRunner(Lab);
    }

    public FakeTimeProvider Time { get; }

    public FakeLab Lab { get; }

    public StepRunner Runner { get; }

    public LabController Controller { get; private set; } = null!;

    public LabClient Client { get; private set; } = null!;

    /// <summary>Bears the token, and changes nothing on what it sends.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Where the components' histories are.</summary>
    public string Histories => _folder.File("histories");

    /// <summary>Where runs go.</summary>
    public string Report => _folder.File("runs");

    public static async Task<ApiLab> StartAsync(CancellationToken stop)
    {
        var api = new ApiLab(new FakeTimeProvider());
        api.Controller = await LabController.StartAsync(
            new ControllerOptions { StateFolder = api._folder.File("home"), DataFolder = api._folder.File("data"), Port = 0 },
            api.Lab, _ => api.Runner, new Progress<string>(), stop);
        api.Client = new LabClient(api.Controller.State);
        api.Http.BaseAddress = new Uri(api.Controller.State.Url);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", api.Controller.State.Token);
        return api;
    }

    /// <summary>Sends a body as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body, CancellationToken stop, string contentType = "application/json") =>
        Http.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), path)
            {
                Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType),
            },
            stop);

    /// <summary>The OpenAPI description.</summary>
    public async Task<JsonObject> DescriptionAsync(CancellationToken stop) => JsonNode.Parse(await Http.GetStringAsync("/api/openapi.json", stop))!.AsObject();

    /// <summary>The sentence of an answer that is an error.</summary>
    public static async Task<string> SentenceAsync(HttpResponseMessage response, CancellationToken stop) =>
        JsonSerializer.Deserialize<ErrorAnswer>(await response.Content.ReadAsStringAsync(stop), LabJson.Options)!.Error;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        await Controller.DisposeAsync();
        _folder.Dispose();
    }
}
