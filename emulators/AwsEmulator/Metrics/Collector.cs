using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ActiveActive.AwsEmulator.Metrics;

/// <summary>
/// OpenTelemetry's collection, made when it is first needed: by the first call, or by who asks for the figures. An emulator that
/// nobody calls has no use for it, and to make it costs as much time as a third of all the rest of the start.
/// </summary>
internal sealed class Collector : IDisposable
{
    private readonly Lazy<(MeterProvider Provider, RequestDelegate Endpoint)> _made;

    public Collector(IServiceProvider services, CallMetrics calls) => _made = new(() => Make(services, calls));

    /// <summary>Begins to collect, if nobody has.</summary>
    public void Start()
    {
        try
        {
            _ = _made.Value;
        }
        catch (ObjectDisposedException)
        {
            // The first call came while the emulator was ending: nobody will ask for its figures.
        }
    }

    /// <summary>Answers with the figures in Prometheus' form.</summary>
    public Task Answer(HttpContext context) => _made.Value.Endpoint(context);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_made.IsValueCreated)
            _made.Value.Provider.Dispose();
    }

    private static (MeterProvider, RequestDelegate) Make(IServiceProvider services, CallMetrics calls)
    {
        // Nobody else asks for it, and an instrument that was not made is not measured.
        services.GetRequiredService<StateMetrics>();
        var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(CallMetrics.MeterName)
            // .NET's own: memory, collections, threads, processor time.
            .AddMeter("System.Runtime")
            .AddView(CallMetrics.Duration, new ExplicitBucketHistogramConfiguration { Boundaries = CallMetrics.Bounds })
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 0)
            .Build();
        calls.Collected();
        var branch = new ApplicationBuilder(services);
        branch.UseOpenTelemetryPrometheusScrapingEndpoint(provider, _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return (provider, branch.Build());
    }
}
