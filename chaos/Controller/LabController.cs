using System.Net;
using System.Security.Cryptography;
using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>
/// Owns a running lab: starts it, answers for it over HTTP on loopback, and takes it down. It promises one lab a state folder, one
/// run at a time, and that whoever can read lab.json, and nobody else, can talk to it.
/// </summary>
public sealed class LabController : IAsyncDisposable
{
    private const int TokenBytes = 32;
    private static readonly TimeSpan LastWordsWithin = TimeSpan.FromSeconds(5);

    private readonly LabStateFile _file;
    private readonly ILab _lab;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _downAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;
    private HandFaults? _faults;
    private Runs? _runs;
    private LiveFeed? _live;

    private LabController(LabStateFile file, ILab lab)
    {
        _file = file;
        _lab = lab;
    }

    /// <summary>What lab.json says.</summary>
    public LabState State { get; private set; } = null!;

    /// <summary>The routes that it answers.</summary>
    internal IReadOnlyList<Endpoint> Routes => [.. ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>Ends when somebody asked for the lab to go down; the owner then disposes.</summary>
    public Task DownAsked => _downAsked.Task;

    /// <summary>Starts a lab and its API; returns when all components are healthy and lab.json is there.</summary>
    /// <param name="makeRunner">Makes what runs scenarios on the lab.</param>
    /// <exception cref="LabEnvironmentException">Another lab has the folder, or the machine stands in the way.</exception>
    public static async Task<LabController> StartAsync(
        ControllerOptions options, ILabFactory factory, Func<ILab, IRunner> makeRunner, IProgress<string> progress, CancellationToken cancellation)
    {
        if (options.Validate() is { } problem)
            throw new ArgumentException(problem, nameof(options));
        // The folder first: of two who start at once, only one may touch the lab's data and addresses.
        var file = LabStateFile.Take(options.StateFolder);
        ILab lab;
        try
        {
            lab = factory.Create();
        }
        catch
        {
            file.Dispose();
            throw;
        }

        var controller = new LabController(file, lab);
        try
        {
            await lab.StartAsync(progress, cancellation);
            await controller.ListenAsync(options, makeRunner(lab), cancellation);
            return controller;
        }
        catch
        {
            await controller.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cancels what is running, ends the lab, lets go of the folder last.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            if (_runs is not null)
                await _runs.WaitForEndAsync();
            if (_live is not null)
                await _live.DisposeAsync();
            if (_app is not null)
                await EndApiAsync(_app);
        }
        finally
        {
            try
            {
                await _lab.DisposeAsync();
            }
            finally
            {
                _file.Dispose();
            }
        }
    }

    /// <summary>Who follows a run that ended with the lab still hears how it ended.</summary>
    private async Task EndApiAsync(WebApplication app)
    {
        using var limit = new CancellationTokenSource(LastWordsWithin, _lab.Time);
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }

    private async Task ListenAsync(ControllerOptions options, IRunner runner, CancellationToken cancellation)
    {
        var left = _file.Left is { Token.Length: 2 * TokenBytes } usable ? usable : null;
        var token = left?.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        _app = await StartSomewhereAsync(Ports(options, left), options, token, runner, cancellation);
        var url = new UriBuilder(_app.Urls.Single()) { Host = IPAddress.Loopback.ToString() }.Uri.GetLeftPart(UriPartial.Authority);
        State = new LabState(Environment.ProcessId, url, token, _lab.Engine, _lab.Time.GetUtcNow(), options.DataFolder, options.PublishedPort);
        _file.Write(State);
    }

    /// <summary>The ports to try, best first: that of a controller that was killed, because pages are open there; the chosen one; any.</summary>
    private static List<int> Ports(ControllerOptions options, LabState? left)
    {
        if (!IPAddress.IsLoopback(options.Listen))
            return [options.Port];
        var before = Uri.TryCreate(left?.Url, UriKind.Absolute, out var url) ? url.Port : 0;
        return [.. new[] { before, options.Port }.Where(p => p > 0).Distinct(), 0];
    }

    private async Task<WebApplication> StartSomewhereAsync(
        IReadOnlyList<int> ports, ControllerOptions options, string token, IRunner runner, CancellationToken cancellation)
    {
        foreach (var port in ports.SkipLast(1))
        {
            try
            {
                return await StartApiAsync(options, port, token, runner, cancellation);
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException)
            {
                // The next one, then.
            }
        }

        var app = await StartApiAsync(options, ports[^1], token, runner, cancellation);
        if (ports is [.., var wanted, _])
            app.Logger.PortTaken(wanted);
        return app;
    }

    private async Task<WebApplication> StartApiAsync(ControllerOptions options, int port, string token, IRunner runner, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Standard output belongs to --json; the lab's own lines go to standard error, and only when something is wrong.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        // A start that fails is the caller's to tell: a port that is taken leads to another one, and to one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(options.Listen, port);
            k.Limits.MaxRequestBodySize = BodyLimit.MaxBytes;
        });
        builder.Services.ConfigureHttpJsonOptions(json => LabJson.Strict(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddApiDescription();
        var app = builder.Build();
        var shelf = new RunShelf(options);
        _faults = new HandFaults(_lab);
        _runs = new Runs(_lab, runner, _faults, shelf, options, _closing.Token, app.Logger);
        _live = new LiveFeed(_lab, () => _runs.Current?.Summary(_lab.Time.GetUtcNow()), app.Logger);
        var page = new DashboardPage();
        app.Use(new AccessGuard(token, options.PublishedPort, page).Check);
        app.UseSentences();
        app.UseBodyLimit();
        app.Use(page.ServeAsync);
        app.MapLabApi(_lab, _faults, _runs, shelf, new RunArchive(options), _live, () => _downAsked.TrySetResult());
        try
        {
            await app.StartAsync(cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signals are the owner's: it cancels, heals and disposes; the web host alone would merely stop answering.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
