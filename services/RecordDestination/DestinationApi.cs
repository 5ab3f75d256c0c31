using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Hosting;
using ActiveActive.Hosting.Clients;
using ActiveActive.RecordDestination.Log;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveActive.RecordDestination;

/// <summary>GET /deliveries: the delivery log as JSON lines, streamed. GET /delivered: its counts.</summary>
public static class DestinationApi
{
    /// <summary>Adds the log and the loops of both lanes.</summary>
    public static WebApplicationBuilder AddRecordDestination(this WebApplicationBuilder builder)
    {
        builder.AddLabClients();
        var options = builder.AddSettings<DestinationOptions>("Destination", o => o.Validate());
        builder.Services.AddSingleton(_ => DeliveryLog.Open(options.LogPath));
        builder.Services.AddSingleton<IDeliveryLog>(services => services.GetRequiredService<DeliveryLog>());
        builder.Services.TryAddSingleton<Func<string, IQueue>>(services =>
            host => services.GetRequiredService<AwsClients>().QueueAt(host, Topology.LastQueue));
        builder.Services.AddSingleton<Func<Region, LaneLoop>>(services =>
            lane => ActivatorUtilities.CreateInstance<LaneLoop>(services, lane));
        builder.Services.AddHostedService<DestinationService>();
        return builder;
    }

    /// <summary>Maps the API.</summary>
    public static WebApplication MapRecordDestination(this WebApplication app)
    {
        app.MapGet("/deliveries", (DeliveryLog log, CancellationToken cancellation) =>
            Results.Stream(body => WriteLinesAsync(log, body, cancellation), "application/x-ndjson"));
        app.MapGet("/delivered", (DeliveryLog log) => Results.Json(new { count = log.Count, duplicates = log.Duplicates }));
        return app;
    }

    private static async Task WriteLinesAsync(DeliveryLog log, Stream body, CancellationToken cancellation)
    {
        foreach (var delivery in log.ReadAll())
        {
            await JsonSerializer.SerializeAsync(body, delivery, DeliveryJson.Line.Delivery, cancellation);
            await body.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }
}
