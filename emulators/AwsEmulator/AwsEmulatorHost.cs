using System.Net;
using ActiveActive.AwsEmulator.Calls;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Faults;
using ActiveActive.AwsEmulator.Init;
using ActiveActive.AwsEmulator.Metrics;
using ActiveActive.AwsEmulator.Replication;
using ActiveActive.AwsEmulator.Settings;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Hosting;

namespace ActiveActive.AwsEmulator;

/// <summary>
/// One region of AWS as a process: queues and tables on LocalStack's port and paths, one durable log under both, faults over
/// /_lab. It promises that what it acknowledged survives its SIGKILL, and it serves nothing before the log has been replayed.
/// </summary>
public static class AwsEmulatorHost
{
    // What calls in flight get to finish in, once it has been asked to end. Long polls answer at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Adds storage, faults and services.</summary>
    public static WebApplicationBuilder AddAwsEmulator(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // One system call less a request, for some kilobytes of each connection that is idle. Requests leave the thread that their bytes
        // came to: one whose code is being compiled would hold up every other connection.
        builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        // As long as anybody might listen to its log the host makes an activity for every request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        var options = builder.AddSettings<EmulatorOptions>("Emulator", o => o.Validate());
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Patience);
        builder.WebHost.ConfigureKestrel(kestrel => options.AlsoListen.ToList().ForEach(address => kestrel.Listen(IPEndPoint.Parse(address))));
        builder.AddStorage(options.Persistent ? options : builder.WithoutPersistence(options));
        builder.AddFaults();
        builder.AddSqs(options.Region);
        builder.AddDynamoDb(options.Region);
        builder.AddCalls();
        builder.AddMetrics();
        builder.AddInit();
        return builder;
    }

    /// <summary>Maps AWS's endpoint, LocalStack's health path and the lab's own routes.</summary>
    public static WebApplication MapAwsEmulator(this WebApplication app)
    {
        app.UseHealth();
        app.UseCallWatch();
        app.MapAws();
        app.MapFaults();
        app.MapReplication();
        app.MapStatus();
        app.MapInit();
        app.MapMetrics();
        return app;
    }

    private static EmulatorOptions WithoutPersistence(this WebApplicationBuilder builder, EmulatorOptions options)
    {
        var folder = ScratchFolder.Create();
        builder.Services.AddSingleton(_ => new ScratchFolder(folder));
        builder.Services.AddHostedService<ScratchFolder.Keeper>();
        return options with { Data = folder };
    }
}
