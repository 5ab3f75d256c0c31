using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.Hosting.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Hosting;

/// <summary>What every executable of the lab shares.</summary>
public static class LabDefaults
{
    /// <summary>Exit code of a process that ended on a bug of its own (EX_SOFTWARE of sysexits.h).</summary>
    public const int BugExitCode = 70;

    /// <summary>Settings from AA_ variables, log lines on the console, history, health, and the address to listen on.</summary>
    public static WebApplicationBuilder AddLabDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddEnvironmentVariables("AA_");
        var lab = builder.AddSettings<LabOptions>("Lab", o => o.Validate());
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Until it has started the host's errors reach whoever started it as an exception: a stack trace beside it says nothing new.
        var startup = new Startup();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && (startup.Done || level != LogLevel.Error));
        builder.Services.AddSingleton(startup);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IHistory>(services => lab.History.Length == 0
            ? new NoHistory()
            : new JsonLinesHistory(lab.History, lab.Component, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ComponentHealth>();
        builder.Services.AddHostedService<Lifeline>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPEndPoint.Parse(lab.Listen)));
        return builder;
    }

    /// <summary>GET /health: 200 while the process works, with its state and the reasons for it.</summary>
    public static WebApplication MapLabDefaults(this WebApplication app)
    {
        // A handler with typed parameters would be compiled when the process starts.
        var health = app.Services.GetRequiredService<ComponentHealth>();
        app.MapGet("/health", context => context.Response.WriteAsJsonAsync(health.Report(), context.RequestAborted));
        return app;
    }

    /// <summary>Runs, and turns what keeps it from starting into one line on standard error and exit code 2.</summary>
    public static async Task<int> RunLabServiceAsync(this string[] arguments, Func<WebApplicationBuilder, WebApplication> build)
    {
        try
        {
            // Settings are read once: nobody need watch files for changes of them.
            await using var app = build(WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. arguments]));
            var works = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await app.RunAsync();
            // The host ends in order even when one of its services met a bug; whoever watches must be able to tell.
            return works.Any(w => w.ExecuteTask is { IsFaulted: true }) ? BugExitCode : 0;
        }
        catch (CannotStartException wrong)
        {
            await Console.Error.WriteLineAsync($"error: {wrong.Message}");
            return 2;
        }
        catch (System.Net.Sockets.SocketException unusable)
        {
            await Console.Error.WriteLineAsync($"error: Lab:Listen is no address of this machine that may be listened on: {unusable.Message}");
            return 2;
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"error: {taken.Message}");
            return 2;
        }
    }

    /// <summary>Writes the first and the last line of a life.</summary>
    private sealed class Lifeline(IHistory history, Startup startup) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            history.Write(new HistoryEvent(HistoryEvents.Started));
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            startup.Done = true;
            return Task.CompletedTask;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken)
        {
            history.Write(new HistoryEvent(HistoryEvents.Stopped));
            return Task.CompletedTask;
        }
    }

    /// <summary>Whether the host has started.</summary>
    private sealed class Startup
    {
        private volatile bool _done;

        public bool Done
        {
            get => _done;
            set => _done = value;
        }
    }
}
