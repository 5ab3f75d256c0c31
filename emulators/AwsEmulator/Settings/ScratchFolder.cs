namespace ActiveActive.AwsEmulator.Settings;

/// <summary>The data directory of an emulator that keeps nothing: it goes when the emulator ends in order.</summary>
internal sealed class ScratchFolder(string path) : IDisposable
{
    /// <summary>A new one, with a name that nobody has.</summary>
    public static string Create() => Directory.CreateTempSubdirectory("aws-emulator-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(path, recursive: true);

    /// <summary>Asked for before anything opens a file in the folder, so the folder is let go of after all of them.</summary>
    internal sealed class Keeper(ScratchFolder folder) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive(folder);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
