using System.Diagnostics;
using System.Globalization;
using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>Finds the running lab, or starts one as a daemon of its own session.</summary>
internal static class LabAccess
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The lab that runs.</summary>
    /// <exception cref="LabEnvironmentException">None does, or it is still starting.</exception>
    public static LabState Running(Surroundings here) =>
        LabStateFile.Read(here.Home) ?? throw new LabEnvironmentException(LabStateFile.IsHeld(here.Home)
            ? $"the lab is still starting; {here.LogFile} tells how far it is"
            : "no lab is running; './aa up' starts one");

    /// <summary>Starts a lab that outlives this command, and waits until it is healthy.</summary>
    public static async Task<LabState> StartDaemonAsync(Surroundings here, bool fresh, TextWriter error, CancellationToken cancellation)
    {
        Directory.CreateDirectory(here.Home);
        File.Delete(here.LogFile);
        using var daemon = Process.Start(Daemon(here, fresh)) ?? throw new LabEnvironmentException("setsid could not be started; on Debian it comes with util-linux");
        try
        {
            using var log = new LogFollower(here.LogFile);
            while (true)
            {
                await log.CopyAsync(error, cancellation);
                if (LabStateFile.Read(here.Home) is { } state)
                    return state;
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

    /// <summary>Waits until the lab's controller has let go of its folder.</summary>
    public static async Task WaitForEndAsync(Surroundings here, TimeSpan deadline, CancellationToken cancellation)
    {
        var from = here.Time.GetTimestamp();
        while (LabStateFile.IsHeld(here.Home))
        {
            if (here.Time.GetElapsedTime(from) > deadline)
                throw new LabEnvironmentException($"the lab did not end within {deadline.TotalSeconds:0} s; {here.LogFile} may say why");
            await Task.Delay(PollInterval, here.Time, cancellation);
        }
    }

    /// <summary>Sends SIGTERM, which .NET's own Kill cannot.</summary>
    public static void Terminate(Process process)
    {
        if (!process.HasExited)
            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])?.Dispose();
    }

    // A session of its own, so that neither Ctrl-C nor the closing of the terminal reaches it.
    private static ProcessStartInfo Daemon(Surroundings here, bool fresh)
    {
        string[] command = ["sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", here.LogFile, Environment.ProcessPath!, "serve"];
        return new ProcessStartInfo("setsid", fresh ? [.. command, "--fresh"] : command) { WorkingDirectory = here.Home };
    }
}
