using ActiveActive.AwsEmulator;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting;
using ActiveActive.Hosting.Health;
using ActiveActive.RecordDestination;
using ActiveActive.RecordDestination.Log;
using ActiveActive.RecordSource;
using ActiveActive.StageWorker;

namespace ActiveActive.Mutants;

/// <summary>The lab's own programs, each with one part replaced by one that has a defect. The programs do not know of it.</summary>
public static class Mutant
{
    /// <summary>Every defect by name, with how the program that has it is built.</summary>
    public static readonly IReadOnlyDictionary<string, Func<WebApplicationBuilder, WebApplication>> All =
        new Dictionary<string, Func<WebApplicationBuilder, WebApplication>>
        {
            ["worker-drops"] = Receiving((_, queue) => new DroppingQueue(queue)),
            ["worker-skips-store"] = Worker(services => services.Wrap<IRecordStore>((_, store) => new SkippingStore(store))),
            ["worker-alters"] = Receiving((_, queue) => new AlteringQueue(queue)),
            ["worker-removes-first"] = Hasty(HastyOrder.RemovesFirst),
            ["worker-sends-first"] = Hasty(HastyOrder.SendsFirst),
            ["worker-sends-twice"] = Sending((services, queue) => new TwiceSendingQueue(queue, services.GetRequiredService<IHistory>())),
            ["worker-never-removes"] = Receiving((_, queue) => new KeepingQueue(queue)),
            ["worker-litters"] = Sending((_, queue) => new LitteringQueue(queue)),
            ["worker-stalls"] = Receiving((services, queue) => new StallingQueue(queue, services.GetRequiredService<TimeProvider>())),
            ["worker-never-well"] = Receiving((services, queue) => new ResentfulQueue(queue, services.GetRequiredService<ComponentHealth>())),
            ["source-repeats"] = Source,
            ["destination-invents"] = Destination(services => services.Wrap<IDeliveryLog>((_, log) => new InventingLog(log))),
            ["destination-writes-twice"] = Destination(services => services.AddSingleton(
                provider => DeliveryLog.Open(provider.GetRequiredService<DestinationOptions>().LogPath, file => new DoublingFile(file)))),
            ["destination-first-twice"] = Destination(services =>
            {
                services.Wrap<Func<string, IQueue>>((_, queueAt) => host => new DuplicatingQueue(queueAt(host)));
                services.Wrap<IDeliveryLog>((_, log) => new CredulousLog(log));
            }),
            ["emulator-forgets"] = Emulator(services => services.AddHostedService<Forgetting>()),
            ["emulator-ignores-faults"] = Emulator(services => services.AddSingleton<ISqsGate, OpenGate>()),
            ["emulator-ends-faults"] = Emulator(services => services.AddHostedService<EarlyEnd>()),
        };

    private static Func<WebApplicationBuilder, WebApplication> Worker(Action<IServiceCollection> plant) => builder =>
    {
        builder.AddStageWorker();
        plant(builder.Services);
        return builder.Build().MapLabDefaults();
    };

    private static Func<WebApplicationBuilder, WebApplication> Receiving(Func<IServiceProvider, IQueue, IQueue> wrap) =>
        Worker(services => services.Wrap<StageQueues>((provider, queues) => queues with { In = wrap(provider, queues.In) }));

    private static Func<WebApplicationBuilder, WebApplication> Sending(Func<IServiceProvider, IQueue, IQueue> wrap) =>
        Worker(services => services.Wrap<StageQueues>((provider, queues) => queues with { Out = wrap(provider, queues.Out) }));

    private static Func<WebApplicationBuilder, WebApplication> Hasty(HastyOrder order) => Worker(services =>
    {
        services.Remove(services.Single(s => s.ImplementationType == typeof(StageService)));
        services.AddSingleton(new HastyOptions(order));
        services.AddHostedService<HastyService>();
    });

    private static Func<WebApplicationBuilder, WebApplication> Destination(Action<IServiceCollection> plant) => builder =>
    {
        builder.AddRecordDestination();
        plant(builder.Services);
        return builder.Build().MapLabDefaults().MapRecordDestination();
    };

    private static Func<WebApplicationBuilder, WebApplication> Emulator(Action<IServiceCollection> plant) => builder =>
    {
        builder.AddAwsEmulator();
        plant(builder.Services);
        return builder.Build().MapLabDefaults().MapAwsEmulator();
    };

    private static WebApplication Source(WebApplicationBuilder builder)
    {
        builder.AddRecordSource();
        builder.Services.Wrap<Func<string, IQueue>>((services, queueAt) =>
            host => new RepeatingQueue(queueAt(host), host, services.GetRequiredService<IHistory>()));
        return builder.Build().MapLabDefaults().MapRecordSource();
    }
}
