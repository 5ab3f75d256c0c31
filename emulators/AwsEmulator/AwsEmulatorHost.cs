using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Faults;
using ActiveActive.AwsEmulator.Replication;
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
    /// <summary>Adds storage, faults and services.</summary>
    public static WebApplicationBuilder AddAwsEmulator(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // As long as anybody might listen to its log the host makes an activity for every request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        var options = builder.AddSettings<EmulatorOptions>("Emulator", o => o.Validate());
        builder.AddStorage(options);
        builder.AddFaults();
        builder.AddSqs(options.Region);
        builder.AddDynamoDb(options.Region);
        return builder;
    }

    /// <summary>Maps AWS's endpoint, LocalStack's health path and the lab's own routes.</summary>
    public static WebApplication MapAwsEmulator(this WebApplication app)
    {
        app.MapAws();
        app.MapFaults();
        app.MapReplication();
        app.MapStatus();
        return app;
    }
}
