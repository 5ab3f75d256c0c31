using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.DnsRouter.Answering;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.HealthChecks;
using ActiveActive.DnsRouter.Routing;
using ActiveActive.DnsRouter.Serving;
using ActiveActive.Hosting;

namespace ActiveActive.DnsRouter;

/// <summary>Puts the router together.</summary>
public static class RouterSetup
{
    /// <summary>
    /// Reads the record sets and binds the sockets at once, so that a bad file or a port in use stops the process before it has
    /// said that it works.
    /// </summary>
    /// <exception cref="InvalidSettingException">A setting, the file or the address cannot be used.</exception>
    public static WebApplicationBuilder AddDnsRouter(this WebApplicationBuilder builder)
    {
        var options = builder.AddSettings<DnsOptions>("Dns", o => o.Validate());
        RecordSetFile file;
        var kept = new OperatorStateFile(options.State);
        try
        {
            file = RecordSetFileLoader.Load(options.RecordSets);
            kept.Load();
        }
        catch (RecordSetFileException wrong)
        {
            throw new InvalidSettingException(wrong.Message);
        }

        var sockets = DnsSockets.Bind(options.Listen);

        // By factory, not by instance: then the container closes them.
        builder.Services.AddSingleton(_ => sockets);
        builder.Services.AddSingleton(s => new RecordSetTable(
            file, options.Seed, kept, s.GetRequiredService<IHistory>(), s.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(s => new NameTree(
            [.. DnsNames.Zones.Select(z => new Zone(z))], s.GetRequiredService<RecordSetTable>().All, s.GetRequiredService<DnsSockets>().Address.Address));
        builder.Services.AddSingleton<Answerer>();
        builder.Services.AddSingleton<Responder>();
        builder.Services.AddSingleton<UdpServer>();
        builder.Services.AddSingleton<TcpServer>();
        builder.Services.AddSingleton<Probes>();
        builder.Services.AddHostedService<DnsServer>();
        builder.Services.AddHostedService(s => new HealthChecker(
            s.GetRequiredService<RecordSetTable>(), s.GetRequiredService<Probes>().For, s.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
