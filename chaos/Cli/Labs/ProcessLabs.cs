using System.Diagnostics;
using System.Globalization;
using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>Labs of processes: one a home, as a daemon of its own session.</summary>
internal sealed class ProcessLabs(Surroundings here) : ILabs
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public Task<FoundLab?> FindAsync(CancellationToken cancellation) => Task.FromResult(LabStateFile.Read(here.Home) switch
    {
        { } state => new FoundLab(state, OwnDisk: false),
        null when LabStateFile.IsHeld(here.Home) => throw new LabEnvironmentException($"the lab is still starting; {here.LogFile} tells how far it is"),
        null => null,
    });

    /// <inheritdoc/>
    public async Task<FoundLab> StartAsync(bool fresh, TextWriter error, CancellationToken cancellation)
    {
        Directory.CreateDirectory(here.Home);
        File.Delete(here.LogFile);
        using var daemon = Process.Start(Daemon(fresh)) ?? throw new LabEnvironmentException("setsid could not be started; on Debian it comes with util-linux");
        try
        {
            using var log = new LogFollower(here.LogFile);
            while (true)
            {
                await log.CopyAsync(error, cancellation);
                if (LabStateFile.Read(here.Home) is { } state)
                    return new FoundLab(state, OwnDisk: false);
                if (daemon.HasExited)
                {
                    await log.CopyAsync(error, cancellation);
                    throw new LabEnvironmentException($"the lab did not start; {here.LogFile} says why");
                }

                await Task.Delay(PollInterval, here.Time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            Terminate(daemon);
            await daemon.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> EndAsync(bool forget, TextWriter error, CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } lab)
            return false;
        using (var client = new LabClient(lab.State))
            await client.DownAsync(cancellation);
        var from = here.Time.GetTimestamp();
        while (LabStateFile.IsHeld(here.Home))
        {
            if (here.Time.GetElapsedTime(from) > EndDeadline)
                throw new LabEnvironmentException($"the lab did not end within {EndDeadline.TotalSeconds:0} s; {here.LogFile} may say why");
            await Task.Delay(PollInterval, here.Time, cancellation);
        }

        if (forget && Directory.Exists(here.DataFolder))
            Directory.Delete(here.DataFolder, recursive: true);
        return true;
    }

    /// <summary>Sends SIGTERM, which .NET's own Kill cannot.</summary>
    public static void Terminate(Process process)
    {
        if (!process.HasExited)
            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])?.Dispose();
    }

    // A session of its own, so that neither Ctrl-C nor the closing of the terminal reaches it.
    private ProcessStartInfo Daemon(bool fresh)
    {
        string[] command = ["sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", here.LogFile, Environment.ProcessPath!, "serve"];
        return new ProcessStartInfo("setsid", fresh ? [.. command, "--fresh"] : command) { WorkingDirectory = here.Home };
    }
}
