namespace ActiveActive.AwsEmulator.Metrics;

/// <summary>What figures for Prometheus add to the emulator.</summary>
internal static class MetricsHosting
{
    /// <summary>Adds the instruments and their collection.</summary>
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CallMetrics>();
        builder.Services.AddSingleton<StateMetrics>();
        builder.Services.AddSingleton<Collector>();
    }

    /// <summary>Maps /metrics.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        var collector = app.Services.GetRequiredService<Collector>();
        // The first call begins to collect beside it, and waits for nothing.
        app.Services.GetRequiredService<CallMetrics>().Wanted = () => ThreadPool.QueueUserWorkItem(_ => collector.Start());
        app.MapGet("/metrics", context => collector.Answer(context));
    }
}
