using ActiveActive.AwsEmulator.Settings;
using ActiveActive.Hosting;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>What storage adds to the emulator.</summary>
internal static class StorageHosting
{
    /// <summary>Adds the data directory's lock and its journal, which is replayed before anything else starts.</summary>
    public static void AddStorage(this WebApplicationBuilder builder, EmulatorOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(s =>
        {
            var lab = s.GetRequiredService<LabOptions>();
            return DataLock.Take(options.Data, $"{lab.Component} (process {Environment.ProcessId}, {lab.Listen})");
        });
        services.AddSingleton(new JournalOptions { CompactAboveBytes = options.CompactAboveBytes });
        services.AddSingleton<IDisk, FileDisk>();
        services.AddSingleton(s =>
        {
            // Asked for first, so it is let go of last: nobody else opens the log while this one is still being closed.
            _ = s.GetRequiredService<DataLock>();
            return new Journal(
                options.Data, s.GetRequiredService<IDisk>(), s.GetRequiredService<JournalOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Journal>>());
        });
        services.AddSingleton<IJournal>(s => s.GetRequiredService<Journal>());
        services.AddHostedService<Recovery>();
    }

    /// <summary>Replays the log in the host's first step: requests and replication come in later ones.</summary>
    private sealed class Recovery(Journal journal, IEnumerable<IDurablePart> parts) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            journal.Start(parts);
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
