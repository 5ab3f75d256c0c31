using ActiveActive.Engines.Lab;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>
/// The lab as child processes on loopback addresses. Stop is SIGTERM, kill is SIGKILL, pause is SIGSTOP, each on a component's
/// whole process tree.
/// </summary>
public static class ProcessLab
{
    /// <summary>Takes the addresses and the data folder; nothing runs yet.</summary>
    /// <exception cref="LabEnvironmentException">Another lab holds them, or the folder cannot be used.</exception>
    public static ILab Create(ProcessLabOptions options, TimeProvider time)
    {
        var engine = ProcessEngine.Take(options, time);
        try
        {
            return new RunningLab(engine, time);
        }
        catch
        {
            engine.Release();
            throw;
        }
    }
}
