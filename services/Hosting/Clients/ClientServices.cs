using System.Net;
using ActiveActive.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveActive.Hosting.Clients;

/// <summary>Adds the clients that the services share.</summary>
public static class ClientServices
{
    /// <summary>SDK clients by endpoint, and the resolver that asks the dns-router.</summary>
    public static IHostApplicationBuilder AddLabClients(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<AwsOptions>("Aws", o => o.Validate());
        builder.AddSettings<AuroraOptions>("Aurora", o => o.Validate());
        builder.Services.AddSingleton<AwsClients>();
        builder.Services.AddSingleton<IEndpointResolver>(services => new DnsEndpointResolver(
            IPEndPoint.Parse(services.GetRequiredService<LabOptions>().Dns), services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
