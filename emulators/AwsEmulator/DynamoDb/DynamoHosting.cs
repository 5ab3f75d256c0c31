using ActiveActive.AwsEmulator.Replication;
using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>What DynamoDB adds to the emulator.</summary>
public static class DynamoHosting
{
    /// <summary>Adds tables, their wire protocol and the global table. Needs an <see cref="IJournal"/>; an <see cref="ITableGate"/> brings faults.</summary>
    public static WebApplicationBuilder AddDynamoDb(this WebApplicationBuilder builder, string region)
    {
        builder.AddSettings<ReplicationOptions>("Emulator", o => o.Validate());
        var buckets = builder.AddSettings<Transfers.BucketOptions>("Emulator", o => o.Validate());
        builder.Services.AddSingleton(new Transfers.Buckets(buckets));
        builder.Services.AddSingleton(services => new DynamoStore(
            region, services.GetRequiredService<IJournal>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IDurablePart>(services => services.GetRequiredService<DynamoStore>());
        builder.Services.TryAddSingleton<ITableGate, NoFaults>();
        builder.Services.AddSingleton<TableFaults>();
        builder.Services.AddSingleton<Replicator>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Replicator>());
        builder.Services.AddHostedService<Ttl.Reaper>();
        builder.Services.AddSingleton<DynamoApi>();
        return builder;
    }
}
