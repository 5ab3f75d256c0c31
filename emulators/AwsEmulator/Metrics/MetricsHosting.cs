using OpenTelemetry.Metrics;

namespace ActiveActive.AwsEmulator.Metrics;

/// <summary>What figures for Prometheus add to the emulator.</summary>
internal static class MetricsHosting
{
    /// <summary>Adds the instruments and their collection.</summary>
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CallMetrics>();
        builder.Services.AddSingleton<StateMetrics>();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(CallMetrics.MeterName)
            // .NET's own: memory, collections, threads, processor time.
            .AddMeter("System.Runtime")
            .AddView(CallMetrics.Duration, new ExplicitBucketHistogramConfiguration { Boundaries = CallMetrics.Bounds })
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 0));
    }

    /// <summary>Maps /metrics.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        // Nobody else asks for it, and an instrument that was not made is not measured.
        app.Services.GetRequiredService<StateMetrics>();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
