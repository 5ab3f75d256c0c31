using System.Net;
using ActiveActive.Contracts.History;
using ActiveActive.DnsRouter;
using ActiveActive.DnsRouter.Api;
using ActiveActive.DnsRouter.Serving;
using ActiveActive.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>The real router inside the test's process, on ports of its own.</summary>
internal sealed class RunningRouter : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private RunningRouter(WebApplication app, string folder, RecordingHistory history)
    {
        (_app, _folder, History) = (app, folder, history);
        Dns = app.Services.GetRequiredService<DnsSockets>().Address;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public IPEndPoint Dns { get; }

    public HttpClient Http { get; }

    public RecordingHistory History { get; }

    public static async Task<RunningRouter> StartAsync(string recordSets, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("dns-router-").FullName;
        var file = Path.Combine(folder, "record-sets.json");
        await File.WriteAllTextAsync(file, recordSets);
        var history = new RecordingHistory();
        var builder = WebApplication.CreateSlimBuilder(
            ["--Lab:Component=dns-router", "--Lab:Listen=127.77.2.1:0", "--Dns:Listen=127.77.2.1:0", $"--Dns:RecordSets={file}", .. more]);
        builder.AddLabDefaults().AddDnsRouter();
        builder.Services.AddSingleton<IHistory>(history);
        builder.Logging.ClearProviders();
        var app = builder.Build().MapLabDefaults().MapRouterApi();
        await app.StartAsync();
        return new RunningRouter(app, folder, history);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
