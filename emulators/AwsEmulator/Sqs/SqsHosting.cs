using ActiveActive.AwsEmulator.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>What SQS adds to the emulator.</summary>
public static class SqsHosting
{
    /// <summary>Adds queues and their wire protocol. Needs an <see cref="IJournal"/>; an <see cref="ISqsGate"/> brings faults.</summary>
    public static WebApplicationBuilder AddSqs(this WebApplicationBuilder builder, string region)
    {
        builder.Services.AddSingleton(services => new SqsStore(
            region, services.GetRequiredService<IJournal>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IDurablePart>(services => services.GetRequiredService<SqsStore>());
        builder.Services.TryAddSingleton<ISqsGate, NoFaults>();
        builder.Services.AddSingleton<SqsFaults>();
        builder.Services.AddSingleton(services => new LongPoll(
            services.GetRequiredService<SqsStore>(), services.GetRequiredService<SqsFaults>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        builder.Services.AddSingleton<QueueAddress>();
        builder.Services.AddSingleton<SqsApi>();
        builder.Services.AddHostedService<MoveTaskRunner>();
        return builder;
    }
}
